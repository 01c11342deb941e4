import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../support/built';
import { runReceptiveProcess, startReceptive } from '../../support/receptive-process';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';

let folder: TempFolder;
beforeAll(ensureBuilt, 300_000);
beforeEach(async () => {
  folder = await makeTempFolder('start');
});
afterEach(() => folder.remove());

describe('receptive start', () => {
  test('serves the studio where no window can be shown, and says why', async () => {
    const env = { RECEPTIVE_DATA: folder.path, RECEPTIVE_ELECTRON: path.join(folder.path, 'no-such-electron') };
    const started = startReceptive(['start', '--json'], { ...env, DISPLAY: '', WAYLAND_DISPLAY: '' });
    const { url } = await started.event('listening', 120);
    expect(started.err()).toMatch(/No window: .*(display|Electron)/);
    const page = await fetch(String(url));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<title>Receptive');
    started.child.kill('SIGINT');
    expect(await started.ended).toBe(0);
  });
});

describe('receptive doctor', () => {
  test('tells what is there and what is missing, as a list and as JSON', async () => {
    const json = await runReceptiveProcess(['doctor', '--json']);
    expect(json.code).toBe(0);
    const report = JSON.parse(json.out[0] ?? '');
    expect(report).toMatchObject({ healthy: true });
    expect(report.items).toContainEqual(
      expect.objectContaining({ id: 'runtime', state: 'ok', found: expect.stringMatching(/^\d+\.\d+\.\d+/) }),
    );
    const plain = await runReceptiveProcess(['doctor']);
    expect(plain.code).toBe(0);
    for (const { title } of report.items) expect(plain.out.join('\n')).toContain(title);
    expect(plain.out.at(-1)).toBe('Receptive can train here.');
  });

  test('ends with exit code 1 where training cannot work, and says how to get what is missing', async () => {
    // An empty cache has no TensorFlow, and without a PATH there is nothing to set it up with.
    const env = { RECEPTIVE_CACHE: folder.path, PATH: folder.path };
    const { code, out } = await runReceptiveProcess(['doctor', '--json'], env);
    expect(code).toBe(1);
    const { healthy, items } = JSON.parse(out[0] ?? '');
    expect(healthy).toBe(false);
    expect(items).toContainEqual(
      expect.objectContaining({ id: 'python', state: 'missing', howToGet: expect.stringMatching(/\w/) }),
    );
  });

  test('train says so, too, before it tries', async () => {
    const project = path.join(folder.path, 'a.receptive.json');
    await runReceptiveProcess(['new', 'logistic-regression', '-o', project]);
    const env = { RECEPTIVE_CACHE: path.join(folder.path, 'cache'), PATH: folder.path };
    const { code, err } = await runReceptiveProcess(['train', project], env);
    expect(code).toBe(3);
    expect(err()).toMatch(/TensorFlow could not be set up:\n.*Python[\s\S]*receptive doctor/);
  });
});
