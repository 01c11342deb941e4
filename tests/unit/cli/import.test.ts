import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseProject } from '#shared/project/file';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { receptive } from './receptive';

const layer = (class_name: string, config: Record<string, unknown>) => ({ class_name, config });
const input = layer('InputLayer', { name: 'in', batch_shape: [null, 28, 28, 1] });
const dense = layer('Dense', { name: 'out', units: 10, activation: 'softmax', kernel_constraint: layer('Mine', {}) });
const model = (...layers: unknown[]) =>
  JSON.stringify(
    layer('Sequential', { name: 'digits', layers: [input, layer('Flatten', { name: 'flat' }), ...layers] }),
  );

let folder: TempFolder;
beforeEach(async () => {
  folder = await makeTempFolder('import');
});
afterEach(() => folder.remove());

describe('receptive import', () => {
  test('makes a project that can be trained, and names what it does without', async () => {
    const file = path.join(folder.path, 'digits.json');
    const project = path.join(folder.path, 'digits.receptive.json');
    await writeFile(file, model(dense));
    const { code, out, err } = await receptive('import', file, '-o', project);
    expect(code).toBe(0);
    expect(out).toMatch(/3 layers; the weights were not taken over/);
    expect(err).toContain('out (Dense), kernel_constraint: Mine() is left out.');
    expect(parseProject(await readFile(project, 'utf8'))).toMatchObject({ ok: true, value: { name: 'digits' } });
    expect((await receptive('check', project)).code).toBe(0);
    const again = await receptive('import', file, '-o', project, '--json');
    expect(again.code).toBe(1);
    expect(again.err).toMatch(/exists already/);
  });

  test('writes nothing where the network would be another one', async () => {
    const file = path.join(folder.path, 'odd.json');
    await writeFile(file, model(layer('Lambda', { name: 'odd' }), dense));
    const { code, err, out } = await receptive('import', file, '-o', path.join(folder.path, 'p.json'), '--json');
    expect(code).toBe(1);
    expect(err).toMatch(/odd\.json: .*\n• odd \(Lambda\)/);
    expect(JSON.parse(out)).toMatchObject({ event: 'error', code: 'import/unsupported' });
    expect(await readdir(folder.path)).toEqual(['odd.json']);
  });

  test('says what a file lacks', async () => {
    const missing = await receptive('import', path.join(folder.path, 'none.json'), '-o', 'p.json');
    expect(missing).toMatchObject({ code: 1 });
    expect(missing.err).toMatch(/none\.json/);
  });
});
