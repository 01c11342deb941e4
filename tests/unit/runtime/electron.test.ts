import { access, chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { displayProblem } from '#main/runtime/desktop';
import { locateElectron } from '#main/runtime/electron';
import { fetchElectron } from '#main/runtime/fetch-electron';
import { tempFolder } from './temp';

beforeEach(async () => {
  vi.stubEnv('RECEPTIVE_CACHE', await tempFolder());
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const quiet = () => undefined;

test('the Electron that is named is taken; a wrong name is told, not passed over', async () => {
  const program = join(await tempFolder(), 'my-electron');
  await writeFile(program, '');
  await chmod(program, 0o755);
  vi.stubEnv('RECEPTIVE_ELECTRON', program);
  expect(await locateElectron({ report: quiet })).toEqual({ ok: true, value: program });
  vi.stubEnv('RECEPTIVE_ELECTRON', `${program}-not`);
  expect(await locateElectron({ report: quiet })).toMatchObject({
    error: { code: 'electron/not-found', what: expect.stringContaining(`${program}-not`) },
  });
});

test.runIf(process.platform === 'linux')('without a display there is no window', () => {
  expect(displayProblem({})).toMatchObject({ code: 'electron/no-display' });
  const asRoot = process.getuid?.() === 0;
  expect(displayProblem({ WAYLAND_DISPLAY: 'wayland-0' })).toEqual(
    asRoot ? expect.objectContaining({ code: 'electron/root' }) : null,
  );
});

/** A package whose downloader is `script`. */
async function electronPackage(script: string, node = '>= 1.0.0'): Promise<string> {
  const folder = join(await tempFolder(), 'electron');
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ engines: { node } }));
  await writeFile(join(folder, 'install.js'), script);
  return folder;
}

test('the downloader’s temporary files show its progress, and are gone afterwards', async () => {
  const script = `const file = require('node:path').join(process.env.TMPDIR, 'part');
    require('node:fs').writeFileSync(file, Buffer.alloc(3e6));
    console.error(file);
    setTimeout(() => {}, 1200);`;
  const said: string[] = [];
  const folder = await electronPackage(`${script}; require('node:fs').writeFileSync(__dirname + '/where', file)`);
  expect(await fetchElectron(folder, message => said.push(message))).toMatchObject({ ok: true });
  expect(said).toContain('Downloading Electron: 3 MB');
  await expect(access(await readFile(join(folder, 'where'), 'utf8'))).rejects.toThrow('ENOENT');
});

test('a host out of reach, an old Node, and any other failure are told apart', async () => {
  const offline = await electronPackage(`console.error('TypeError: fetch failed'); process.exit(1)`, '>= 999.0.0');
  expect(await fetchElectron(offline, quiet)).toMatchObject({
    error: { code: 'electron/download', what: expect.stringContaining('fetch failed') },
  });
  const tooNew = await electronPackage(`throw new Error('Array.fromAsync is not a function')`, '>= 999.0.0');
  expect(await fetchElectron(tooNew, quiet)).toMatchObject({
    error: { code: 'electron/node-too-old', what: expect.stringContaining('999.0.0') },
  });
  const broken = await electronPackage(`console.error('checksum mismatch'); process.exit(1)`);
  expect(await fetchElectron(broken, quiet)).toMatchObject({
    error: { code: 'electron/download', what: expect.stringContaining('checksum mismatch') },
  });
});
