import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tableDataset } from '#main/data/table';
import { makeTempFolder, type TempFolder } from '../../../support/temp-folder';
import { load, refusal, rowsOf } from './samples-of';

let folder: TempFolder;
let file = '';
beforeEach(async () => {
  folder = await makeTempFolder('table');
  file = path.join(folder.path, 'mine.csv');
});
afterEach(() => folder.remove());

const dataset = tableDataset();
const asTheyAre = { standardize: false };
const read = async (text: string, options: object = asTheyAre) => {
  await writeFile(file, text);
  return load(dataset, { file, ...options });
};
const allRows = async (text: string, options: object = asTheyAre) => {
  const loaded = await read(text, options);
  const rows = [...(await rowsOf(loaded, loaded.training)), ...(await rowsOf(loaded, loaded.validation))];
  return { ...loaded, rows: rows.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)) };
};
const refused = async (text: string, options: object = {}) => {
  await writeFile(file, text);
  return refusal(dataset, { file, ...options });
};

/** Two classes, told apart by the second number. */
const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => `${i},${i % 2 ? 5 : -5},${i % 2 ? 'yes' : 'no'}`);
const some = `a,b,label\n${rows(20).join('\n')}\n`;

describe('reading', () => {
  test('a header, the label by its name, every other column of numbers as a feature', async () => {
    const { info, rows } = await allRows(some);
    expect(info).toMatchObject({
      kind: 'table',
      sampleShape: [2],
      classes: ['no', 'yes'],
      columns: ['a', 'b', 'label'],
      trainingSamples: 16,
      validationSamples: 4,
    });
    expect(info.features?.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(rows.slice(0, 3)).toEqual([
      [0, -5],
      [1, 5],
      [2, -5],
    ]);
  });

  test('no header: the first row is a sample, the last column the label', async () => {
    const { info, rows: values } = await allRows(rows(10).join('\n'));
    expect(info.columns).toEqual(['column 1', 'column 2', 'column 3']);
    expect(values).toHaveLength(10);
    const numbers = await allRows('1,2\n3,4\n1,2\n3,4\n', { ...asTheyAre, header: 'yes' });
    expect(numbers.info).toMatchObject({ columns: ['1', '2'], classes: ['2', '4'] });
  });

  test.each([
    ['semicolon', ';', 'a;b;label\n1,5;2;x\n2,5;3;y\n3,5;4;x\n4,5;5;y\n'],
    ['tab', '\t', 'a\tb\tlabel\n1.5\t2\tx\n2.5\t3\ty\n3.5\t4\tx\n4.5\t5\ty\n'],
    ['bar', '|', '\uFEFFa|b|label\r\n1.5|2|x\r\n2.5|3|y\r\n3.5|4|x\r\n4.5|5|y\r\n'],
  ])('the separator is found: %s', async (_name, _separator, text) => {
    const { info, rows } = await allRows(text);
    expect(info.columns).toEqual(['a', 'b', 'label']);
    expect(rows).toEqual([
      [1.5, 2],
      [2.5, 3],
      [3.5, 4],
      [4.5, 5],
    ]);
  });

  test('quotes: separators, quotes and line ends inside them belong to the cell', async () => {
    const text = 'size,"what, exactly"\n1,"a ""b"", c"\n2,"two\nlines"\n3,"a ""b"", c"\n"4","two\nlines"\n';
    const { info, rows } = await allRows(text);
    expect(info.classes).toEqual(['a "b", c', 'two\nlines']);
    expect(rows).toEqual([[1], [2], [3], [4]]);
  });

  test('labels that are numbers are sorted as numbers, and 1 and 1.0 are one class', async () => {
    const { info } = await allRows('a,y\n1,10\n2,9\n3,10.0\n4,9\n');
    expect(info.classes).toEqual(['9', '10']);
  });

  test('standardizes with mean and deviation of the training samples alone, and says them', async () => {
    const { info, training, validation, ...loaded } = await read(some, {});
    const whole = { info, training, validation, ...loaded };
    const second = (await rowsOf(whole, training)).map(row => row[1] ?? 0);
    expect(second.reduce((sum, value) => sum + value, 0) / second.length).toBeCloseTo(0, 5);
    expect(second.reduce((sum, value) => sum + value ** 2, 0) / second.length).toBeCloseTo(1, 5);
    const [a] = info.features ?? [];
    const kept = (await rowsOf(whole, validation)).map(([value = 0]) => value * (a?.deviation ?? 0) + (a?.mean ?? 0));
    for (const value of kept) expect(value).toBeCloseTo(Math.round(value), 3);
  });

  test('the same seed divides alike, another one differently; each class in the same proportion', async () => {
    const first = await read(some, { seed: 1 });
    expect((await read(some, { seed: 1 })).fingerprint).toBe(first.fingerprint);
    expect((await read(some, { seed: 2 })).fingerprint).not.toBe(first.fingerprint);
    expect([...first.validation.labels].sort()).toEqual([0, 0, 1, 1]);
  });

  test('a column says the part of each row', async () => {
    const text = 'a,part,label\n1,train,x\n2,TRAIN,y\n3,test,x\n4,val,y\n5,elsewhere,x\n';
    const { info, findings, validation } = await read(text, { ...asTheyAre, part: 'part' });
    expect([info.trainingSamples, info.validationSamples]).toEqual([2, 2]);
    expect([...validation.labels]).toEqual([0, 1]);
    expect(findings?.skipped).toEqual([{ file: 'line 6', reason: '"elsewhere" is no part: write train, val or test' }]);
  });
});

describe('rows and files that are not as they should be', () => {
  const text = 'a,b,label\n1,2,x\n2,,y\n3,NaN,x\n4,many,y\n5,6,\n6,7,y\n7,8,x\n8,9,y\n';

  test('rows are skipped and listed with their line', async () => {
    const { rows, findings } = await allRows(text);
    expect(rows.map(([a]) => a)).toEqual([1, 6, 7, 8]);
    expect(findings?.skipped).toEqual([
      { file: 'line 3', reason: 'b is missing' },
      { file: 'line 4', reason: 'b is missing' },
      { file: 'line 5', reason: 'b is "many", not a number' },
      { file: 'line 6', reason: 'label is missing' },
    ]);
  });

  test('missing values are filled with the mean of the training samples', async () => {
    const { info, rows } = await allRows(text, { standardize: false, missing: 'mean', validationShare: 0.2 });
    const mean = rows[1]?.[1] ?? 0;
    expect(rows.map(([a]) => a)).toEqual([1, 2, 3, 6, 7, 8]);
    expect([mean, rows[2]?.[1]]).toEqual([mean, mean]);
    expect(mean).toBeGreaterThan(2);
    expect(mean).toBeLessThan(9);
    expect(info.trainingSamples).toBe(4);
    const standardized = await allRows(text, { missing: 'mean' });
    expect(standardized.rows.filter(row => row[1] === 0)).toHaveLength(2);
  });

  test.each(['\n', '\r\n'])('a broken quote costs its line, and nothing below it (%j)', async end => {
    const lines = ['\uFEFFa,label', '1,ä', '2,"x"y', '3,ä', '4,"y', '5,y', '6,5" y', '7,5" y'];
    const broken = await allRows(lines.join(end));
    expect(broken.findings?.skipped).toEqual([
      { file: 'line 3', reason: expect.stringContaining('behind a closing quote') },
      { file: 'line 5', reason: expect.stringContaining('quote') },
    ]);
    expect(broken.rows.map(([a]) => a)).toEqual([1, 3, 5, 6, 7]);
    expect(broken.info.classes).toEqual(['5" y', 'y', 'ä']);
  });

  test('columns of text are not learned from, and that is said', async () => {
    const { info, findings } = await read('id,name,label\n1,ann,x\n2,bob,y\n3,cy,x\n4,dee,y\n');
    expect(info.features?.map(({ name }) => name)).toEqual(['id']);
    expect(findings?.skipped).toEqual([{ file: 'column "name"', reason: 'is not learned from: it holds no numbers' }]);
    expect((await read(some, { features: 'B' })).info.sampleShape).toEqual([1]);
  });

  test('says what is wrong, and the way out', async () => {
    expect(await refusal(dataset, {})).toBe('file: choose a CSV file with one sample in each row');
    expect(await refusal(dataset, { file: 'mine.csv' })).toMatch(/^file: "mine.csv" is not a whole path/);
    expect(await refusal(dataset, { file })).toMatch(/^file: .*mine.csv: no such file/);
    expect(await refusal(dataset, { file: folder.path })).toMatch(/^file: .*folder, not a file/);
    expect(await refused('')).toMatch(/^file: .*there are no rows/);
    expect(await refused('\0\0\x08\x03')).toMatch(/^file: .*not a text file/);
    expect(await refused(some, { label: 'colour' })).toBe(
      'label: there is no column "colour"; there are "a", "b", "label"',
    );
    expect(await refused(some, { features: 'a, label' })).toMatch(/^features: "label" is the label/);
    expect(await refused('a,label\n1,x\n2,x\n')).toBe(
      'label: column "label" has only one class (x): at least two are needed to tell apart',
    );
    expect(await refused('name,label\nann,x\nbob,y\n', { header: 'yes' })).toMatch(
      /^features: no column but the label/,
    );
    const prices = Array.from({ length: 1200 }, (_, i) => `${i},${i / 7}`).join('\n');
    expect(await refused(`area,price\n${prices}`)).toMatch(/^label: column "price" has 1,200 different values/);
    expect(await refused('a,label\n1,x\n2,y\n')).toMatch(/nothing is left for validation/);
    await writeFile(file, some);
    expect(await refusal(tableDataset({ mostMemory: 64 }), { file })).toMatch(/^features: .*name fewer columns/);
  });

  test('a file that changes is read again', async () => {
    const before = await read(some);
    const after = await read(some.replace('\n3,5,yes', '\n3,6,yes'));
    expect(after.fingerprint).not.toBe(before.fingerprint);
  });
});

describe('numbers to be learned', () => {
  const text = `a,price,b,size\n${Array.from({ length: 20 }, (_, i) => `${i},${2 * i},${-i},${3 * i}`).join('\n')}\n99,NA,1,2\n`;
  const numbers = { ...asTheyAre, targetKind: 'number', label: 'price, size' };

  test('are a target, and no feature; a row without them is skipped', async () => {
    const loaded = await read(text, numbers);
    expect(loaded.info).toMatchObject({
      classes: [],
      sampleShape: [2],
      targets: [{ kind: 'numbers', name: 'price, size', shape: [2], columns: ['price', 'size'] }],
    });
    expect(loaded.findings?.skipped).toContainEqual({ file: 'line 22', reason: 'price is missing' });
    for (const split of [loaded.training, loaded.validation]) {
      const samples = await rowsOf(loaded, split);
      const targets = new Float32Array(2 * split.count);
      await split.fields?.get('price, size')?.gather([...samples.keys()], targets);
      expect([...targets]).toEqual(samples.flatMap(([a = 0]) => [2 * a, 3 * a]));
    }
  });

  test('change the fingerprint where they differ', async () => {
    const before = await read(text, numbers);
    const after = await read(text.replace('3,6,-3,9', '3,6,-3,10'), numbers);
    expect(after.fingerprint).not.toBe(before.fingerprint);
  });

  test.each([
    [{ label: 'cost' }, /label: there is no column "cost"/],
    [{ label: 'price', features: 'price' }, /features: "price" is the label/],
  ])('with %j are refused', async (options, message) => {
    expect(await refused(text, { ...numbers, ...options })).toMatch(message);
  });
});
