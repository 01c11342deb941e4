import { rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWholeManifest, writeManifest } from '#main/runtime/manifest';
import { tempFolder } from './temp';

const about = { source: 'wheel', build: 'cpu', tensorflow: '2.21.0', binding: 'b.node', sawGpu: false } as const;

async function runtime(): Promise<string> {
  const folder = await tempFolder();
  await writeFile(join(folder, 'b.node'), 'binding');
  await writeFile(join(folder, 'lib.so'), 'library');
  await writeManifest(folder, about, ['b.node', 'lib.so']);
  return folder;
}

test('a whole runtime is known with all it is', async () => {
  const manifest = await readWholeManifest(await runtime());
  expect(manifest).toMatchObject({ ...about, files: [{ size: 7 }, { path: 'lib.so' }] });
});

test.each<[string, (folder: string) => Promise<void>]>([
  ['a file is cut short', folder => truncate(join(folder, 'lib.so'), 3)],
  ['a file is missing', folder => rm(join(folder, 'b.node'))],
  ['the manifest is missing', folder => rm(join(folder, 'manifest.json'))],
  ['the manifest is cut short', folder => truncate(join(folder, 'manifest.json'), 20)],
  ['the manifest is of another version', folder => writeFile(join(folder, 'manifest.json'), '{"version":2}')],
])('when %s, it does not count as whole', async (_, damage) => {
  const folder = await runtime();
  await damage(folder);
  expect(await readWholeManifest(folder)).toBeNull();
});
