import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isBuilt, sourceDigest } from '../../../main/bootstrap/build.mjs';
import { packagesAreCurrent } from '../../../main/bootstrap/packages.mjs';
import { repoRoot } from '../../support/repo';
import { waitUntil } from '../../support/wait-until';
import { tempFolder } from './temp';

const json = (value: unknown) => JSON.stringify(value);
const locked = { version: '1.0.0', integrity: 'sha512-a' };
const lock = (packages: object) => json({ lockfileVersion: 3, packages: { '': { name: 'x' }, ...packages } });

/** A checkout with one package, installed as npm leaves it. */
async function checkout(): Promise<string> {
  const root = await tempFolder();
  await mkdir(join(root, 'node_modules'));
  const optional = { 'node_modules/for-another-machine': { version: '2.0.0', optional: true } };
  await writeFile(join(root, 'package-lock.json'), lock({ 'node_modules/a': locked, ...optional }));
  await writeFile(join(root, 'node_modules', '.package-lock.json'), lock({ 'node_modules/a': locked }));
  return root;
}

const STAMP = '.receptive-stamp.json';

test('packages installed by hand as locked are recognised, and stamped for next time', async () => {
  const root = await checkout();
  expect(packagesAreCurrent(root)).toBe(true);
  expect(await readdir(join(root, 'node_modules'))).toContain(STAMP);
  await rm(join(root, 'node_modules', '.package-lock.json'));
  expect(packagesAreCurrent(root)).toBe(true);
});

test('no node_modules, or what a killed install leaves of it, is not current', async () => {
  const root = await checkout();
  await rm(join(root, 'node_modules', '.package-lock.json'));
  expect(packagesAreCurrent(root)).toBe(false);
  await rm(join(root, 'node_modules'), { recursive: true });
  expect(packagesAreCurrent(root)).toBe(false);
});

test('a lock file that asks for another version is not met', async () => {
  const root = await checkout();
  expect(packagesAreCurrent(root)).toBe(true);
  await writeFile(join(root, 'package-lock.json'), lock({ 'node_modules/a': { ...locked, version: '1.0.1' } }));
  expect(packagesAreCurrent(root)).toBe(false);
});

test('packages of another kind of machine are not current', async () => {
  const root = await checkout();
  packagesAreCurrent(root);
  const place = join(root, 'node_modules', STAMP);
  const stamp: object = JSON.parse(await readFile(place, 'utf8'));
  await writeFile(place, json({ ...stamp, arch: 'other' }));
  expect(packagesAreCurrent(root)).toBe(false);
});

test('the digest changes with a source’s content, time, name or removal, and with nothing else', async () => {
  const root = await tempFolder();
  await mkdir(join(root, 'main', 'deep'), { recursive: true });
  const source = join(root, 'main', 'deep', 'a.ts');
  await writeFile(source, 'one');
  const digests = [sourceDigest(root)];
  expect(sourceDigest(root)).toBe(digests[0]);
  await writeFile(join(root, 'README.md'), 'no source');
  expect(sourceDigest(root)).toBe(digests[0]);

  await utimes(source, 1, 1);
  digests.push(sourceDigest(root));
  await writeFile(join(root, 'main', 'b.ts'), '');
  digests.push(sourceDigest(root));
  await rm(source);
  digests.push(sourceDigest(root));
  expect(new Set(digests).size).toBe(4);
});

test('a build counts when its stamp is of these sources and its entry is there', async () => {
  const root = await tempFolder();
  expect(isBuilt(root, 'd')).toBe(false);
  await mkdir(join(root, 'dist', 'node'), { recursive: true });
  await writeFile(join(root, 'dist', '.built'), 'd');
  expect(isBuilt(root, 'd')).toBe(false);
  await writeFile(join(root, 'dist', 'node', 'receptive.cjs'), '');
  expect(isBuilt(root, 'd')).toBe(true);
  expect(isBuilt(root, 'e')).toBe(false);
});

/** Whether a process runs; one that has ended but was not waited for counts as ended. */
async function runs(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return status !== '' && !/\) Z /.test(status);
}

test.runIf(process.platform === 'linux').each(['SIGKILL', 'SIGTERM'] as const)(
  'a step of the set-up ends when the set-up gets %s, so that two never write at once',
  async signal => {
    const folder = await tempFolder();
    const place = join(folder, 'pid');
    const step = join(folder, 'step.mjs');
    await writeFile(
      step,
      `import fs from 'node:fs'; fs.writeFileSync(${json(place)}, String(process.pid)); setInterval(() => {}, 1000);`,
    );
    const run = json(join(repoRoot, 'main/bootstrap/run.mjs'));
    const code = `import { runNode } from ${run}; await runNode([${json(step)}], ${json(folder)});`;
    const setUp = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' });
    const pid = await waitUntil(
      'the step to start',
      async () => Number(await readFile(place, 'utf8').catch(() => '')) || false,
    );
    expect(await runs(pid)).toBe(true);
    setUp.kill(signal);
    await waitUntil('the step to end', async () => !(await runs(pid)));
    await waitUntil('the set-up to end', () => setUp.signalCode === signal);
  },
);
