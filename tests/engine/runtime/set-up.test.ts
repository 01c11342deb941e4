import { type ChildProcess, spawn } from 'node:child_process';
import { cp, link, mkdir, readdir, readlink, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cachedWheel } from '#main/runtime/layout';
import { bindingPlace } from '#main/runtime/place-binding';
import { repoRoot } from '../../support/repo';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';

let temp: TempFolder;
let tfjs: string;

/** A checkout with nothing but what the set-up uses, and an empty cache that holds only the wheel (a link to the fetched one). */
beforeAll(async () => {
  temp = await makeTempFolder('set-up');
  const packages = join(temp.path, 'node_modules');
  tfjs = join(packages, '@tensorflow', 'tfjs-node-gpu');
  const installed = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node-gpu/package.json'));
  await mkdir(tfjs, { recursive: true });
  await cp(join(installed, 'package.json'), join(tfjs, 'package.json'));
  for (const part of ['binding', 'dist']) await symlink(join(installed, part), join(tfjs, part));
  for (const other of ['@mapbox', 'node-api-headers'])
    await symlink(join(repoRoot, 'node_modules', other), join(packages, other));

  const wheel = cachedWheel();
  if (!wheel) throw new Error('the suite’s own set-up leaves the wheel in the cache');
  const wheels = join(temp.path, 'cache', 'wheels');
  await mkdir(wheels, { recursive: true });
  const kept = join(wheels, basename(wheel.path));
  await link(wheel.path, kept).catch(() => symlink(wheel.path, kept));

  await build({
    configFile: false,
    root: repoRoot,
    logLevel: 'warn',
    build: {
      ssr: join(repoRoot, 'tests/engine/runtime/set-up-child.ts'),
      outDir: temp.path,
      emptyOutDir: false,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'set-up.cjs' } },
    },
    ssr: { noExternal: true },
  });
});

afterAll(() => temp.remove());

type Line = {
  progress?: { stage: string; message: string };
  result?: { ok: boolean; value?: { folder: string; bindingPath: string }; error?: unknown };
};

/** Starts the set-up; `onStage` is told each stage it reaches and may kill it. */
async function setUp(onStage: (stage: string, child: ChildProcess) => void = () => undefined) {
  const child = spawn(process.execPath, [join(temp.path, 'set-up.cjs')], {
    env: { ...process.env, RECEPTIVE_CACHE: join(temp.path, 'cache') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stages = new Set<string>();
  let result: Line['result'];
  for await (const text of createInterface({ input: child.stdout })) {
    const line: Line = JSON.parse(text);
    result = line.result;
    if (!line.progress) continue;
    stages.add(line.progress.stage);
    onStage(line.progress.stage, child);
  }
  return { stages: [...stages], result };
}

const killAt = (wanted: string) => (stage: string, child: ChildProcess) => {
  if (stage === wanted) child.kill('SIGKILL');
};

const runtimes = async () => readdir(join(temp.path, 'cache', 'runtime'));

test('a set-up killed while it unpacks, then while it compiles, leaves nothing that counts; the next one succeeds', async () => {
  expect(await setUp(killAt('extracting'))).toMatchObject({ result: undefined });
  expect(await setUp(killAt('compiling'))).toMatchObject({ result: undefined });
  expect((await runtimes()).every(name => name.includes('.aside-'))).toBe(true);

  // Two at once: one works, the other waits for it and finds all done.
  const both = await Promise.all([setUp(), setUp()]);
  const [first, second] = both.map(({ result }) => result?.value?.folder);
  expect(both).toMatchObject([{ result: { ok: true } }, { result: { ok: true } }]);
  expect(second).toBe(first);
  expect(both.filter(({ stages }) => stages.includes('compiling'))).toHaveLength(1);
  expect(both.filter(({ stages }) => stages.includes('waiting'))).toHaveLength(1);
  expect(await runtimes()).toEqual([basename(first ?? '')]);
  expect(await readlink(bindingPlace(tfjs))).toBe(both[0].result?.value?.bindingPath);
}, 180_000);

test('when all is there, the set-up does nothing, at once', async () => {
  const [name = ''] = await runtimes();
  const before = await stat(join(temp.path, 'cache', 'runtime', name));
  const start = Date.now();
  expect(await setUp()).toMatchObject({ stages: [], result: { ok: true } });
  expect(Date.now() - start).toBeLessThan(3000);
  expect((await stat(join(temp.path, 'cache', 'runtime', name))).mtimeMs).toBe(before.mtimeMs);
});
