import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { withLock } from '#main/files/lock';
import { ok } from '#shared/result';
import { repoRoot } from '../../support/repo';
import { tempFolder } from './temp';

const LOCK = JSON.stringify(join(repoRoot, 'main/bootstrap/lock.mjs'));

/** Another process that runs `code` with `acquireLock` at hand. */
function other(code: string, ...args: string[]): ChildProcess {
  const script = `import { acquireLock } from ${LOCK};\nimport fs from 'node:fs';\n${code}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

const HOLD = `await acquireLock(process.argv[1], { what: 'holding on' }); console.log('held'); setInterval(() => {}, 1000);`;

test('processes that each add one, unguarded, a hundred times between them, end at a hundred', async () => {
  const folder = await tempFolder();
  const counter = join(folder, 'counter');
  await writeFile(counter, '0');
  const code = `
    const [lock, counter] = process.argv.slice(1);
    for (let i = 0; i < 20; i++) {
      const held = await acquireLock(lock, { what: 'counting' });
      const value = Number(fs.readFileSync(counter, 'utf8'));
      await new Promise(resolve => setTimeout(resolve, Math.random() * 3));
      fs.writeFileSync(counter, String(value + 1));
      held.release();
    }`;
  const all = Array.from({ length: 5 }, () => other(code, join(folder, 'lock'), counter));
  await Promise.all(all.map(child => once(child, 'exit')));
  expect(await readFile(counter, 'utf8')).toBe('100');
  expect(await readdir(join(folder, 'lock'))).toHaveLength(1);
}, 30_000);

test('a killed holder’s lock passes on, and the wait says for whom', async () => {
  const lock = join(await tempFolder(), 'lock');
  const holder = other(HOLD, lock);
  await once(holder.stdout ?? holder, 'data');
  const waitedFor: (readonly [number, string])[] = [];
  const options = {
    what: 'testing',
    onWait: ({ pid, what }: { pid: number; what: string }) => {
      waitedFor.push([pid, what]);
      holder.kill('SIGKILL');
    },
  };
  expect(await withLock(lock, options, async () => ok('mine'))).toEqual(ok('mine'));
  expect(waitedFor).toEqual([[holder.pid, 'holding on']]);
});

test('waiting can be cancelled; the holder keeps its lock', async () => {
  const lock = join(await tempFolder(), 'lock');
  const holder = other(HOLD, lock);
  await once(holder.stdout ?? holder, 'data');
  const stop = new AbortController();
  const waiting = withLock(lock, { what: 'testing', signal: stop.signal, onWait: () => stop.abort() }, async () =>
    ok(1),
  );
  expect(await waiting).toMatchObject({ ok: false, error: { code: 'lock/cancelled' } });
  expect(await readdir(lock)).toEqual(['1']);
});

test('a ticket that no one has touched for a minute does not count, even if its process number lives', async () => {
  const lock = join(await tempFolder(), 'lock');
  await mkdir(lock);
  const ticket = join(lock, '7');
  await writeFile(ticket, JSON.stringify({ pid: process.pid, host: hostname(), what: 'frozen', released: false }));
  const old = new Date(Date.now() - 61_000);
  await utimes(ticket, old, old);
  expect(await withLock(lock, { what: 'testing' }, async () => ok(1))).toEqual(ok(1));
  expect(await readdir(lock)).toEqual(['8']);
});

test('a lock that can’t be made is a problem that names the place', async () => {
  const file = join(await tempFolder(), 'file');
  await writeFile(file, '');
  const got = await withLock(join(file, 'lock'), { what: 'testing' }, async () => ok(1));
  expect(got).toMatchObject({ ok: false, error: { path: join(file, 'lock') } });
});
