import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { zipSync } from 'fflate';
import { bmp } from '../../support/picture-files';

/** NumPy's file of single-precision numbers or of bytes. */
function npy(shape: readonly number[], values: Float32Array | Uint8Array): Uint8Array {
  const type = values instanceof Uint8Array ? '|u1' : '<f4';
  const tuple = `${shape.join(', ')}${shape.length === 1 ? ',' : ''}`;
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const header = `${dictionary.padEnd(117)}\n`;
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length, 0]);
  const data = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return Buffer.concat([start, Buffer.from(header, 'latin1'), data]);
}

/** Few files of each kind that a dataset reads, two classes of each: `pictures`, `divided`, `pictures.csv`, `flowers.csv`, `pair.npz`, `x.npy` and `y.npy`. */
export async function writeSmallFiles(folder: string): Promise<void> {
  const picture = (i: number) => bmp(20, 14, (row, column) => [row * 7, column * 11, i * 20]);
  for (const place of ['pictures', 'divided/train', 'divided/val']) {
    for (const name of ['ant', 'bee']) {
      await mkdir(path.join(folder, place, name), { recursive: true });
      for (let i = 0; i < 6; i++) await writeFile(path.join(folder, place, name, `${i}.bmp`), picture(i));
    }
  }
  const names = ['ant', 'bee'].flatMap(name => Array.from({ length: 6 }, (_, i) => [`${name}/${i}`, name, i]));
  const lines = names.map(([file, name, i]) => `${file},${name},${Number(i) < 4 ? 'train' : 'val'}`);
  await writeFile(path.join(folder, 'pictures.csv'), ['file,label,part', ...lines].join('\n'));
  const rows = Array.from(
    { length: 40 },
    (_, i) => `${i % 7};${i === 5 ? '' : (i % 2) + 0.5};"x; y";${i % 2 ? 'iris' : '"the ""rose"""'};${i * 0.5}`,
  );
  await writeFile(path.join(folder, 'flowers.csv'), ['length;width;note;species;price', ...rows].join('\r\n'));
  const pixels = Uint8Array.from({ length: 24 * 64 }, (_, i) => (i * 7) % 256);
  const labels = Uint8Array.from({ length: 24 }, (_, i) => i % 2);
  const x = npy([24, 8, 8], pixels);
  const y = npy([24], labels);
  await writeFile(path.join(folder, 'x.npy'), x);
  await writeFile(path.join(folder, 'y.npy'), y);
  const rest = {
    'x_test.npy': npy(
      [24, 3],
      Float32Array.from({ length: 72 }, (_, i) => i % 5),
    ),
    'y_test.npy': y,
  };
  const known = { 'x_train.npy': rest['x_test.npy'], 'y_train.npy': y };
  await writeFile(path.join(folder, 'pair.npz'), zipSync({ ...known, ...rest }, { level: 6 }));
}

/** What words, punctuation and letters beyond ASCII may do to tokens, and a few that come as often as each other. */
const SAYINGS = [
  ['ham', 'This is ham: number ONE'],
  ['ham', 'Ham, "quoted", and ÉCLAIRS too'],
  ['ham', 'it\'s 5" of ham; élan\nover two lines'],
  ['spam', 'SPAM spam spam! 🙂 🙃'],
  ['spam', 'this_is spam|number\ttwo'],
  ['spam', 'zebra apple ähre 😀'],
] as const;

/** Texts of two classes, each once to train on and once, with a word of its own, to validate: the folder `texts` and `texts.csv`. */
export async function writeSmallTexts(folder: string): Promise<void> {
  const rows = ['kind,part,text'];
  for (const part of ['train', 'val']) {
    for (const [i, [kind, saying]] of SAYINGS.entries()) {
      const text = part === 'train' ? saying : `unseen${i} ${saying}`;
      await mkdir(path.join(folder, 'texts', part, kind), { recursive: true });
      await writeFile(path.join(folder, 'texts', part, kind, `${i}.txt`), text);
      rows.push(`${kind},${part},"${text.replaceAll('"', '""')}"`);
    }
  }
  await writeFile(path.join(folder, 'texts.csv'), rows.join('\n'));
}
