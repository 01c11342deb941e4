import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Workspace } from '#main/workspace/workspace';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';

const NAME = 'my net.receptive.json';
let temp: TempFolder;
let workspace: Workspace;
beforeEach(async () => {
  temp = await makeTempFolder('workspace');
  workspace = new Workspace(path.join(temp.path, 'projects'));
});
afterEach(() => temp.remove());

const create = async (text = 'one'): Promise<string> => {
  const written = await workspace.write(NAME, text, null);
  if (!written.ok) throw new Error(JSON.stringify(written.error));
  return written.value.revision;
};

describe('the workspace', () => {
  test('makes its folder, and lists what is in it with revisions that reading confirms', async () => {
    expect(await workspace.list()).toEqual({ ok: true, value: [] });
    const revision = await create();
    await writeFile(path.join(workspace.folder, 'notes.txt'), 'not a project');
    await mkdir(path.join(workspace.folder, 'folder.receptive.json'));
    expect(await workspace.list()).toMatchObject({ ok: true, value: [{ name: NAME, revision }] });
    expect(await workspace.read(NAME)).toEqual({ ok: true, value: { text: 'one', revision } });
  });

  test('a file that is there is not created again', async () => {
    await create();
    expect(await workspace.write(NAME, 'two', null)).toMatchObject({ ok: false, error: { code: 'file/changed' } });
    expect(await workspace.read(NAME)).toMatchObject({ value: { text: 'one' } });
  });

  test('a file that someone else changed, or removed, is not overwritten', async () => {
    const revision = await create();
    await writeFile(path.join(workspace.folder, NAME), 'theirs');
    expect(await workspace.write(NAME, 'mine', revision)).toMatchObject({ ok: false, error: { code: 'file/changed' } });
    expect(await readFile(path.join(workspace.folder, NAME), 'utf8')).toBe('theirs');
    expect(await workspace.write('gone.receptive.json', 'mine', revision)).toMatchObject({
      error: { code: 'file/changed' },
    });
  });

  test('of two who write at once over the same revision, one wins and the other is told', async () => {
    const revision = await create();
    const written = await Promise.all(['a', 'b'].map(text => workspace.write(NAME, text, revision)));
    expect(written.map(({ ok }) => ok)).toEqual([true, false]);
    expect(await readdir(workspace.folder)).toEqual([NAME]);
  });

  test('links are not followed, neither to read nor to write', async () => {
    const outside = path.join(temp.path, 'outside.json');
    await writeFile(outside, 'secret');
    await mkdir(workspace.folder);
    await symlink(outside, path.join(workspace.folder, NAME));
    expect(await workspace.read(NAME)).toMatchObject({
      ok: false,
      error: { code: 'file/failed', reason: 'file/link' },
    });
    expect(await workspace.write(NAME, 'x', null)).toMatchObject({ ok: false, error: { reason: 'file/link' } });
    expect(await workspace.list()).toEqual({ ok: true, value: [] });
    expect(await readFile(outside, 'utf8')).toBe('secret');
  });

  test('a file that is not there, and a folder that cannot be made', async () => {
    expect(await workspace.read(NAME)).toMatchObject({ ok: false, error: { code: 'file/not-found' } });
    await writeFile(path.join(temp.path, 'file'), '');
    const blocked = new Workspace(path.join(temp.path, 'file', 'projects'));
    expect(await blocked.list()).toMatchObject({ ok: false, error: { code: 'file/failed' } });
    expect(await blocked.write(NAME, 'x', null)).toMatchObject({ ok: false, error: { code: 'file/failed' } });
  });
});
