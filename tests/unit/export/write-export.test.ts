import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { strToU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeExport } from '#main/export/write-export';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';

const one = [{ path: 'model.keras', bytes: strToU8('keras') }];
const several = [
  { path: 'model.json', bytes: strToU8('{}') },
  { path: 'group1-shard1of2.bin', bytes: Uint8Array.of(1) },
  { path: 'group1-shard2of2.bin', bytes: Uint8Array.of(2) },
];
const fewer = [several[0], { path: 'group1-shard1of1.bin', bytes: Uint8Array.of(3) }].flatMap(file => file ?? []);

let folder: TempFolder;
beforeEach(async () => {
  folder = await makeTempFolder('write-export');
});
afterEach(() => folder.remove());
const at = (...parts: string[]): string => path.join(folder.path, ...parts);

test('one file gets the name that was asked for, and its folder', async () => {
  expect(await writeExport(one, at('new', 'net.keras'))).toEqual({ ok: true, value: [at('new', 'net.keras')] });
  expect(await readFile(at('new', 'net.keras'), 'utf8')).toBe('keras');
  expect(await readdir(at('new'))).toEqual(['net.keras']);
});

test('one file replaces an older one', async () => {
  await writeFile(at('net.keras'), 'old');
  expect(await writeExport(one, at('net.keras'))).toMatchObject({ ok: true });
  expect(await readFile(at('net.keras'), 'utf8')).toBe('keras');
});

test('one file does not replace a folder', async () => {
  await mkdir(at('net.keras'));
  expect(await writeExport(one, at('net.keras'))).toMatchObject({ ok: false, error: { code: 'file/is-a-folder' } });
  expect(await readdir(folder.path)).toEqual(['net.keras']);
});

describe('several files', () => {
  test('become a folder', async () => {
    expect(await writeExport(several, at('net'))).toEqual({
      ok: true,
      value: several.map(file => at('net', file.path)),
    });
    for (const file of several) expect(new Uint8Array(await readFile(at('net', file.path)))).toEqual(file.bytes);
    expect(await readdir(folder.path)).toEqual(['net']);
  });

  test('become an archive where the name ends in .zip', async () => {
    expect(await writeExport(several, at('net.ZIP'))).toEqual({ ok: true, value: [at('net.ZIP')] });
    const entries = unzipSync(new Uint8Array(await readFile(at('net.ZIP'))));
    expect(entries).toEqual(Object.fromEntries(several.map(file => [file.path, file.bytes])));
  });

  test('go into an empty folder, and replace an earlier export with other parts', async () => {
    await mkdir(at('net'));
    expect(await writeExport(several, at('net'))).toMatchObject({ ok: true });
    expect(await writeExport(fewer, at('net'))).toMatchObject({ ok: true });
    expect((await readdir(at('net'))).sort()).toEqual(['group1-shard1of1.bin', 'model.json']);
  });

  test('leave a folder with other files alone', async () => {
    await mkdir(at('net'));
    await writeFile(at('net', 'thesis.tex'), 'precious');
    const refused = await writeExport(several, at('net'));
    expect(refused).toMatchObject({ ok: false, error: { code: 'export/folder-in-use', path: at('net') } });
    expect(refused.ok ? '' : refused.error.message).toContain('thesis.tex');
    expect(await readdir(at('net'))).toEqual(['thesis.tex']);
    expect(await readdir(folder.path)).toEqual(['net']);
  });

  test('do not replace the folder that one is in', async () => {
    const refused = await writeExport(several, '.');
    expect(refused).toMatchObject({ ok: false, error: { code: 'export/folder-in-use', path: '.' } });
  });

  test('do not replace a file', async () => {
    await writeFile(at('net'), 'precious');
    expect(await writeExport(several, at('net'))).toMatchObject({ ok: false, error: { code: 'file/not-a-folder' } });
    expect(await readFile(at('net'), 'utf8')).toBe('precious');
  });
});
