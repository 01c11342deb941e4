import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseProject } from '#shared/project/file';
import { templates } from '#shared/templates/catalogue';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { receptive } from './receptive';

let folder: TempFolder;
beforeEach(async () => {
  folder = await makeTempFolder('new');
});
afterEach(() => folder.remove());

describe('receptive templates', () => {
  test('lists every template, as a table and as JSON', async () => {
    const plain = await receptive('templates');
    const json = await receptive('templates', '--json');
    expect(plain.code).toBe(0);
    for (const { id } of templates) expect(plain.out).toContain(id);
    expect(JSON.parse(json.out).templates.map(({ id }: { id: string }) => id)).toEqual(templates.map(({ id }) => id));
  });
});

describe('receptive new', () => {
  test.each(templates.map(({ id }) => id))('writes %s as a project that can be trained', async id => {
    const file = path.join(folder.path, 'deep/er', 'a.receptive.json');
    const { code, err } = await receptive('new', id, '-o', file);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(parseProject(await readFile(file, 'utf8')).ok).toBe(true);
    expect((await receptive('check', file)).code).toBe(0);
    expect(await readdir(path.dirname(file))).toEqual(['a.receptive.json']);
  });

  test('leaves a file alone that is there already, unless told to replace it', async () => {
    const file = path.join(folder.path, 'mine.json');
    await writeFile(file, 'precious');
    const refused = await receptive('new', 'mnist-cnn', '-o', file, '--json');
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/mine\.json exists already.*--force/);
    expect(JSON.parse(refused.out)).toMatchObject({ code: 'file/exists' });
    expect(await readFile(file, 'utf8')).toBe('precious');

    expect((await receptive('new', 'mnist-cnn', '-o', file, '--force')).code).toBe(0);
    expect(await readFile(file, 'utf8')).toContain('"format": "receptive"');
  });

  test('names what it cannot do', async () => {
    const unknown = await receptive('new', 'lexnet', '-o', path.join(folder.path, 'a.json'));
    expect(unknown.code).toBe(1);
    expect(unknown.err).toMatch(/no template "lexnet"; known are .*mnist-cnn/);

    const blocker = path.join(folder.path, 'file');
    await writeFile(blocker, '');
    const unwritable = await receptive('new', 'mnist-cnn', '-o', path.join(blocker, 'a.json'));
    expect(unwritable.code).toBe(1);
    expect(unwritable.err).toContain(blocker);

    const isFolder = path.join(folder.path, 'folder');
    await mkdir(isFolder);
    const overFolder = await receptive('new', 'mnist-cnn', '-o', isFolder, '--force');
    expect(overFolder.code).toBe(1);
    expect(overFolder.err).toContain('folder');
    expect(await readdir(folder.path)).toEqual(['file', 'folder']);
  });
});

describe('wrong usage ends with exit code 2 and says what is right', () => {
  test.each([
    [[], /Usage: receptive/],
    [['fly'], /unknown command 'fly'/],
    [['new', 'mnist-cnn'], /--output/],
    [['check'], /missing required argument 'file'/],
    [['templates', '--wat'], /unknown option '--wat'/],
  ])('receptive %j', async (words, message) => {
    const { code, out, err } = await receptive(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });

  test('but help and the version are results', async () => {
    const help = await receptive('--help');
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toMatch(/Usage: receptive[\s\S]*Exit codes/);
    expect((await receptive('check', '--help')).code).toBe(0);
    expect((await receptive('--version')).out).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('--data takes files of one’s own and fits the network to them', async () => {
    const data = path.join(folder.path, 'flowers.csv');
    await writeFile(data, `a,b,c,kind\n${Array.from({ length: 30 }, (_, i) => `${i},2,3,k${i % 3}`).join('\n')}\n`);
    const file = path.join(folder.path, 'flowers.receptive.json');
    const made = await receptive('new', 'dense-classifier', '-o', file, '--data', data);
    expect({ code: made.code, err: made.err }).toEqual({ code: 0, err: '' });
    const project = parseProject(await readFile(file, 'utf8'));
    if (!project.ok) throw new Error('no project');
    const { nodes } = project.value.graph;
    expect(project.value.data).toEqual({ dataset: 'table', options: { file: data } });
    expect(nodes[0]?.params).toMatchObject({ shape: [3] });
    expect(nodes.at(-1)?.params).toMatchObject({ units: 3, activation: 'softmax' });
    expect(project.value.training.loss).toBe('sparse_categorical_crossentropy');

    const other = await receptive('new', 'mnist-cnn', '-o', `${file}2`, '--data', path.join(folder.path, 'none'));
    expect(other.code).toBe(1);
    expect(other.err).toMatch(/none: no such file or folder/);
  });
});
