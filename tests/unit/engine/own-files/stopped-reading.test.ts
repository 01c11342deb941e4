import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { idxDataset } from '#main/data/idx-files';
import { keepLatest } from '#main/data/own-files/keep-latest';
import { afterPieces, ReadingStopped } from '#main/data/own-files/reading';
import { tableDataset } from '#main/data/table';
import { makeTempFolder } from '../../../support/temp-folder';

const silent = (signal: AbortSignal) => ({ signal, report: () => undefined });

/** An IDX file of bytes. */
function idx(shape: readonly number[], values: Uint8Array): Buffer {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head.set([0, 0, 8, shape.length]);
  for (const [axis, size] of shape.entries()) head.writeUInt32BE(size, 4 + 4 * axis);
  return Buffer.concat([head, values]);
}

test('reading a table or arrays ends where nobody waits any more, and can be begun anew', async () => {
  const folder = await makeTempFolder('stopped');
  try {
    const at = (name: string) => path.join(folder.path, name);
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 2 ? 'yes' : 'no'}`);
    await writeFile(at('table.csv'), `a,label\n${rows.join('\n')}\n`);
    const noise = createHash('sha512').update('noise').digest();
    const pixels = Buffer.concat([noise, noise, noise, noise, noise]);
    await writeFile(at('images'), idx([20, 4, 4], pixels));
    await writeFile(
      at('labels'),
      idx(
        [20],
        Uint8Array.from({ length: 20 }, (_, i) => i % 2),
      ),
    );
    const cases = [
      [tableDataset(), { file: at('table.csv') }],
      [idxDataset(), { images: at('images'), labels: at('labels') }],
    ] as const;
    for (const [dataset, options] of cases) {
      const stopped = AbortSignal.abort();
      expect(await dataset.load(options, silent(stopped))).toEqual({ ok: false, error: { code: 'cancelled' } });
      const again = await dataset.load(options, silent(new AbortController().signal));
      expect(again.ok).toBe(true);
    }
  } finally {
    await folder.remove();
  }
});

test('one who turns away does not end what another one waits for', async () => {
  const first = new AbortController();
  let release = (): void => undefined;
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  let begun = 0;
  const read = keepLatest(
    async () => 'the same',
    async (_: string, context) => {
      begun++;
      if (begun === 1) await held;
      afterPieces(context)(() => 'Reading');
      return begun;
    },
  );
  const leaving = read('file', silent(first.signal));
  const staying = read('file', silent(new AbortController().signal));
  first.abort();
  release();
  await expect(leaving).rejects.toThrow(ReadingStopped);
  expect(await staying).toBe(2);
  expect(await read('file')).toBe(2);
});
