import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildFolderAtomic, removeLeftovers, writeFileAtomic } from '#main/files/atomic';
import { fileProblem } from '#main/files/file-problem';
import { err, ok } from '#shared/result';
import { tempFolder } from './temp';

test('a file is written whole, also over an old one, and nothing is left beside it', async () => {
  const folder = await tempFolder();
  const path = join(folder, 'new', 'a.json');
  expect(await writeFileAtomic(path, 'one')).toEqual(ok(undefined));
  expect(await writeFileAtomic(path, new Uint8Array([116, 119, 111]))).toEqual(ok(undefined));
  expect(await readFile(path, 'utf8')).toBe('two');
  expect(await readdir(join(folder, 'new'))).toEqual(['a.json']);
});

test('a write that fails names the path, and keeps the old content', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'file'), 'old');
  const below = await writeFileAtomic(join(folder, 'file', 'x'), 'new');
  expect(below).toMatchObject({ ok: false, error: { path: join(folder, 'file', 'x') } });
  await mkdir(join(folder, 'busy', 'inside'), { recursive: true });
  const over = await writeFileAtomic(join(folder, 'busy'), 'new');
  expect(over).toMatchObject({ ok: false, error: { code: 'file/is-a-folder' } });
  expect(await readdir(folder)).toEqual(['busy', 'file']);
});

test.each([
  ['ENOSPC', 'file/no-space', /free some space/],
  ['EACCES', 'file/denied', /permission/],
  ['EROFS', 'file/read-only', /another place/],
  ['EXOTIC', 'file/io', /EXOTIC/],
])('%s is told as %s', (code, problem, words) => {
  const told = fileProblem(Object.assign(new Error(), { code }), '/a/b');
  expect(told.code).toBe(problem);
  expect(told.message).toMatch(words);
  expect(told.message).toContain('/a/b');
});

test('an error that is no system error is a bug and thrown on', () => {
  expect(() => fileProblem(new TypeError('bug'), '/a')).toThrow('bug');
});

test('a folder appears whole, replaces an old one, and a failed build leaves the old one', async () => {
  const target = join(await tempFolder(), 'built');
  const fill = (text: string) => async (aside: string) => {
    await writeFile(join(aside, text), text);
    return ok(text);
  };
  expect(await buildFolderAtomic(target, fill('one'))).toEqual(ok('one'));
  expect(await buildFolderAtomic(target, fill('two'))).toEqual(ok('two'));
  expect(await readdir(target)).toEqual(['two']);
  const failed = await buildFolderAtomic(target, async aside => {
    await writeFile(join(aside, 'half'), '');
    return err('no' as const);
  });
  expect(failed).toEqual(err('no'));
  expect(await readdir(target)).toEqual(['two']);
  expect(await readdir(join(target, '..'))).toEqual(['built']);
});

test('two builders of one folder at once: each succeeds and one whole result stays', async () => {
  const target = join(await tempFolder(), 'built');
  const names = ['a', 'b', 'c', 'd'];
  const all = names.map(name =>
    buildFolderAtomic(target, async aside => {
      await writeFile(join(aside, name), '');
      return ok(name);
    }),
  );
  expect(await Promise.all(all)).toEqual(names.map(ok));
  expect(await readdir(target)).toHaveLength(1);
  expect(await readdir(join(target, '..'))).toEqual(['built']);
});

test('leftovers of killed writers are removed, neighbours are not', async () => {
  const folder = await tempFolder();
  await mkdir(join(folder, 'built.aside-123-abcd', 'deep'), { recursive: true });
  await mkdir(join(folder, 'other.aside-1-ab'));
  await mkdir(join(folder, 'built'));
  await removeLeftovers(join(folder, 'built'));
  expect(await readdir(folder)).toEqual(['built', 'other.aside-1-ab']);
});
