import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

function idx(count: number, shape: readonly number[], value: (i: number) => number): Buffer {
  const header = Buffer.alloc(8 + 4 * shape.length);
  header.writeUInt32BE(0x0801 + shape.length, 0);
  header.writeUInt32BE(count, 4);
  for (const [i, size] of shape.entries()) header.writeUInt32BE(size, 8 + 4 * i);
  const size = shape.reduce((all, each) => all * each, count);
  return Buffer.concat([header, Buffer.from(Array.from({ length: size }, (_, i) => value(i)))]);
}

/** IDX files named as those of MNIST, with 40 pictures to train on and 20 to validate. */
export async function writeFewDigits(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, count] of [
    ['train', 40],
    ['t10k', 20],
  ] as const) {
    await writeFile(
      path.join(folder, `${name}-images-idx3-ubyte`),
      idx(count, [28, 28], i => (i * 7) % 256),
    );
    await writeFile(
      path.join(folder, `${name}-labels-idx1-ubyte`),
      idx(count, [], i => i % 10),
    );
  }
}
