import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cachedFolder } from '../../setup/cached-folder';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';

describe('a folder of the cache', () => {
  let cache: TempFolder;
  let made = 0;

  beforeEach(async () => {
    cache = await makeTempFolder('cache');
    vi.stubEnv('RECEPTIVE_CACHE', cache.path);
    made = 0;
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await cache.remove();
  });

  const make = async (folder: string) => {
    made += 1;
    await writeFile(path.join(folder, 'tool'), 'whole');
  };

  test('is made once for all who need it, at once or later', async () => {
    const folders = await Promise.all([cachedFolder('tool-1', make), cachedFolder('tool-1', make)]);
    folders.push(await cachedFolder('tool-1', make));
    expect(made).toBe(1);
    expect(new Set(folders)).toEqual(new Set([path.join(cache.path, 'tool-1')]));
    expect(await readFile(path.join(cache.path, 'tool-1', 'tool'), 'utf8')).toBe('whole');
  });

  test('is made anew under another name', async () => {
    await cachedFolder('tool-1', make);
    await cachedFolder('tool-2', make);
    expect(made).toBe(2);
  });

  test('is not there when making it failed, and the next one tries again', async () => {
    const broken = async (folder: string) => {
      await make(folder);
      throw new Error('The download broke off.');
    };
    await expect(cachedFolder('tool-1', broken)).rejects.toThrow('The download broke off.');
    expect((await readdir(cache.path)).filter(name => name.startsWith('tool'))).toEqual([]);
    await cachedFolder('tool-1', make);
    expect(await readdir(path.join(cache.path, 'tool-1'))).toEqual(['tool']);
  });
});
