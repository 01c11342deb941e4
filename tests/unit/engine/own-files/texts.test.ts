import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { languageWordsDataset } from '#main/data/language-words';
import { recognize } from '#main/data/recognize';
import { reportOf } from '#main/data/report';
import { reviewSentencesDataset } from '#main/data/review-sentences';
import { textCsvDataset } from '#main/data/text-csv';
import { textFolderDataset } from '#main/data/text-folder';
import { makeTempFolder, type TempFolder } from '../../../support/temp-folder';
import { load, refusal, rowsOf } from './samples-of';

let folder: TempFolder;
beforeEach(async () => {
  folder = await makeTempFolder('texts');
});
afterEach(() => folder.remove());

const write = async (file: string, content: string | Uint8Array) => {
  const whole = path.join(folder.path, file);
  await mkdir(path.dirname(whole), { recursive: true });
  await writeFile(whole, content);
};
const csv = () => path.join(folder.path, 'mine.csv');
const recognized = async (place: string) => {
  const found = await recognize(place);
  return found.ok ? found.value.dataset : found.error.code;
};
const short = { outputSequenceLength: 4, validationShare: 0.5 };

describe('a folder of texts', () => {
  const dataset = textFolderDataset();
  const read = (options: object = short) => load(dataset, { folder: folder.path, ...options });

  test('one sub-folder a class; words by what they are in the training texts', async () => {
    for (let i = 0; i < 4; i++) {
      await write(`good/${i}.txt`, `Good number ${i}`);
      await write(`bad/${i}.txt`, `Bad, bad number ${i + 4}`);
    }
    expect(await recognized(folder.path)).toBe('text-folder');
    const loaded = await read();
    expect(loaded.info).toMatchObject({ kind: 'text', classes: ['bad', 'good'], sampleShape: [4] });
    expect([loaded.training.count, loaded.validation.count]).toEqual([4, 4]);
    const vocabulary = loaded.info.text?.vocabulary ?? [];
    expect(vocabulary.slice(0, 4)).toEqual(['', '[UNK]', 'number', 'bad']);
    // The numbers of the texts for validation were never seen.
    const shown = (await rowsOf(loaded, loaded.validation)).map(row =>
      row
        .map(id => vocabulary[id])
        .join(' ')
        .trim(),
    );
    expect(shown).toEqual(['bad bad number [UNK]', 'bad bad number [UNK]', 'good number [UNK]', 'good number [UNK]']);
    expect(loaded.validation.textOf?.(0)).toMatch(/^Bad, bad number \d$/);
  });

  test('encodings by their mark; what is none, empty, too often there or of another kind is listed', async () => {
    for (const part of ['train', 'test']) {
      for (const name of ['a', 'b']) await write(`${part}/${name}/0.txt`, `${part} of ${name}`);
    }
    await write('train/a/bom.txt', '\ufeffhello');
    await write('train/a/wide.txt', Buffer.from('\ufeffhello', 'utf16le'));
    await write('train/a/turned.txt', Buffer.from('\ufeffhello', 'utf16le').swap16());
    await write('train/a/latin.txt', Buffer.from('schön', 'latin1'));
    await write('train/a/zeros.txt', new Uint8Array(20));
    await write('train/a/empty.txt', ' \n');
    await write('train/a/letter.docx', 'x');
    await write('test/b/again.txt', 'train of b');
    const loaded = await read();
    expect(await recognized(folder.path)).toBe('text-folder');
    expect([loaded.training.count, loaded.validation.count]).toEqual([5, 3]);
    expect(loaded.info.text?.vocabulary[2]).toBe('hello');
    const { skipped, duplicates, lengths } = reportOf(loaded);
    expect(skipped.files.map(({ file, reason }) => `${path.basename(file)} ${reason}`)).toEqual([
      'letter.docx only plain text is read: save it as .txt',
      'empty.txt is empty',
      'latin.txt is no text in UTF-8: save it in that encoding',
      'zeros.txt is no text: it holds bytes of 0',
    ]);
    expect(duplicates.pairs).toEqual([
      { training: path.join('train', 'b', '0.txt'), validation: path.join('test', 'b', 'again.txt') },
    ]);
    expect(lengths).toEqual({ median: 3, longest: 3, cut: 0, bins: { width: 1, counts: [0, 3, 0, 5] } });
  });

  test('another length needs no new reading, other texts do', async () => {
    for (const name of ['a', 'b']) for (const i of [0, 1]) await write(`${name}/${i}.txt`, `${name} ${i}`);
    const before = await read();
    expect((await read({ ...short, outputSequenceLength: 9 })).info.sampleShape).toEqual([9]);
    expect((await read()).fingerprint).toBe(before.fingerprint);
    await write('a/0.txt', 'another text');
    expect((await read()).fingerprint).not.toBe(before.fingerprint);
  });

  test('what keeps it from being used', async () => {
    await mkdir(path.join(folder.path, 'a'));
    const refused = () => refusal(dataset, { folder: folder.path });
    expect(await refused()).toMatch(/folder: .*only one class \(a\)/);
    await mkdir(path.join(folder.path, 'b'));
    expect(await refused()).toMatch(/folder: .*a has no texts \(TXT\): add some/);
    await write('a/1.txt', ' ');
    await write('b/1.txt', 'b');
    expect(await refused()).toMatch(/folder: no text of the class "a" can be read \(a.1\.txt is empty\)/);
  });
});

describe('a CSV file of texts', () => {
  const dataset = textCsvDataset();
  const read = async (content: string, options: object = short) => {
    await writeFile(csv(), content);
    return load(dataset, { file: csv(), ...options });
  };

  test.each([
    ['a header', 'id,text,label\n1,"well, well",yes\n2,no such thing,no\n3,well,yes\n4,not well,no\n'],
    [
      'no header, the class first, tabs',
      'yes\tall is well\nno\tno such thing\nyes\twell done indeed\nno\tnot well at all\n',
    ],
    ['classes that are numbers', 'sentiment;review\n1;well and good\n0;no such thing\n1;well\n0;not well\n'],
  ])('%s', async (_name, content) => {
    const loaded = await read(content);
    expect(await recognized(csv())).toBe('text-csv');
    expect(loaded.info.classes).toHaveLength(2);
    expect([loaded.training.count, loaded.validation.count]).toEqual([2, 2]);
    expect(loaded.info.text?.vocabulary).toContain('well');
  });

  test('columns and parts as named; rows that lack something are listed', async () => {
    const rows = [
      'kind,part,text',
      'a,train,one',
      'b,train,two',
      'a,test,one',
      ',train,no class',
      'a,train,',
      'b,never,x',
    ];
    const loaded = await read(rows.join('\n'), { ...short, part: 'part', label: 'KIND', text: '3' });
    expect(loaded.info).toMatchObject({ classes: ['a', 'b'], textColumns: { text: 'text', label: 'kind' } });
    expect([loaded.training.count, loaded.validation.count]).toEqual([2, 1]);
    expect(loaded.findings?.skipped.map(({ file, reason }) => `${file}: ${reason}`)).toEqual([
      'line 5: the class is missing',
      'line 6: the text is empty',
      'line 7: "never" is no part: write train, val or test',
    ]);
    expect(loaded.findings?.duplicates).toEqual([{ training: 'line 2', validation: 'line 4' }]);
  });

  test('a table of numbers stays one, though a column holds names', async () => {
    await writeFile(csv(), 'name,age,height,class\nAnna Maria Luise,3,1.2,x\nBert,4,1.3,y\n');
    expect(await recognized(csv())).toBe('table');
    expect(await refusal(dataset, { file: csv(), label: 'no' })).toMatch(/label: there is no column "no"/);
  });
});

describe('texts that come along', () => {
  test('review sentences: both classes, none twice', async () => {
    const loaded = await load(reviewSentencesDataset(), {});
    expect(loaded.info).toMatchObject({ classes: ['negative', 'positive'], sampleShape: [32] });
    expect(loaded.training.count + loaded.validation.count).toBe(2982);
    expect(reportOf(loaded).lengths?.median).toBe(10);
    expect(loaded.info.text?.vocabulary.slice(2, 5)).toEqual(['the', 'and', 'i']);
  });

  test('words of languages: each of one language only', async () => {
    const loaded = await load(languageWordsDataset(), { languages: 'German, english' });
    expect(loaded.info.classes).toEqual(['english', 'german']);
    expect(loaded.info.text?.vocabulary.slice(2)).toEqual(expect.arrayContaining(['e', 'n', 'ß', 'ü']));
    const words = Array.from({ length: loaded.validation.count }, (_, i) => loaded.validation.textOf?.(i));
    expect(words).not.toContain('hand');
    expect(await refusal(languageWordsDataset(), { languages: 'german, klingon' })).toMatch(
      /"klingon" is none of them/,
    );
    expect(await refusal(languageWordsDataset(), { languages: 'german' })).toMatch(/at least two/);
  });
});
