import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeOlderRecipes } from '#main/runtime/layout';
import { tempFolder } from './temp';

test('a new runtime takes away what older recipes made of the same TensorFlow, and nothing else', async () => {
  const cache = await tempFolder();
  const name = (build: string, tfjs: string, recipe: number) =>
    `tensorflow-2.21.0-${build}-linux-x64-tfjs-${tfjs}-r${recipe}`;
  const made = name('cpu', '4.22.0', 12);
  const kept = [
    made,
    name('cpu', '4.22.0', 13),
    name('gpu', '4.22.0', 11),
    name('cpu', '4.21.0', 2),
    `${name('cpu', '4.22.0', 1)}-mine`,
    'notes',
  ];
  const outdated = [name('cpu', '4.22.0', 2), name('cpu', '4.22.0', 11), `${name('cpu', '4.22.0', 9)}.aside-1-ab`];
  for (const folder of [...kept, ...outdated]) {
    await mkdir(join(cache, folder));
    await writeFile(join(cache, folder, 'manifest.json'), '{}');
  }
  await removeOlderRecipes(join(cache, made));
  expect((await readdir(cache)).sort()).toEqual(kept.sort());
});
