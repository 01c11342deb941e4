import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RuntimeProblem } from '#shared/protocol/runtime';
import { err, ok, type Result } from '#shared/result';
import { cancelledProblem } from './cancelled';
import { COPIED_TENSOR, COPIED_TENSOR_SOURCE } from './copied-tensor';
import { libraryNames, type WheelPlatform } from './platform';
import { HUSH, HUSH_SOURCE } from './quiet-load';
import { runProcess } from './run-process';

/** Finds a C++ compiler: $CXX, else the usual names. */
export async function findCompiler(
  signal?: AbortSignal,
): Promise<Result<{ command: string; version: string }, RuntimeProblem>> {
  const wanted = process.env.CXX;
  for (const command of [...(wanted ? [wanted] : []), 'g++', 'clang++', 'c++']) {
    const asked = await runProcess(command, ['--version'], { signal, timeoutMs: 20_000 });
    if (asked.how === 'exit' && asked.code === 0) return ok({ command, version: asked.stdout.split('\n')[0] ?? '' });
  }
  return err({
    code: 'runtime/compiler',
    what: 'No C++ compiler was found (g++ or clang++); it joins TensorFlow to Node.',
    howToGet:
      process.platform === 'darwin'
        ? 'Install it with: xcode-select --install'
        : 'Install it, for example with: sudo apt install g++',
  });
}

export type Compilation = {
  compiler: string;
  platform: WheelPlatform;
  /** tfjs's Node package, with its source in `binding/`. */
  tfjsFolder: string;
  nodeHeaders: string;
  /** The runtime folder: has `tensorflow/` with the libraries and headers, and gets the binding. */
  folder: string;
  signal?: AbortSignal | undefined;
};

/** The name of the binding inside a runtime folder made from a wheel. */
export const BINDING = 'tfjs_binding.node';

/**
 * Compiles tfjs's unchanged binding against the wheel's libraries, with a search path relative to itself, so that the folder can be
 * renamed into place, and with tensors that own their memory; and the small addon that loads it quietly.
 */
export async function compileBinding(work: Compilation): Promise<Result<void, RuntimeProblem>> {
  const { platform, tfjsFolder, folder } = work;
  const source = join(tfjsFolder, 'binding');
  const sources = (await readdir(source)).filter(name => name.endsWith('.cc')).sort();
  const copiedTensor = join(folder, COPIED_TENSOR);
  await writeFile(copiedTensor, COPIED_TENSOR_SOURCE);
  const binding = await compile(work, BINDING, [
    ...['-include', copiedTensor],
    ...sources.map(name => join(source, name)),
    `-I${join(folder, 'tensorflow', 'include')}`,
    ...libraryNames(platform).map(name => join(folder, 'tensorflow', name)),
    `-Wl,-rpath,${platform === 'darwin-arm64' ? '@loader_path' : '$ORIGIN'}/tensorflow`,
  ]);
  await rm(copiedTensor);
  if (!binding.ok) return binding;
  const hush = join(folder, 'hush.cc');
  await writeFile(hush, HUSH_SOURCE);
  const compiled = await compile(work, HUSH, [hush]);
  await rm(hush);
  return compiled;
}

/** Node's own symbols are left open: the process that loads the addon has them. */
async function compile(work: Compilation, output: string, args: string[]): Promise<Result<void, RuntimeProblem>> {
  const { compiler, platform, nodeHeaders, folder, signal } = work;
  const shared = platform === 'darwin-arm64' ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared'];
  const flags = ['-O2', '-std=c++17', '-fPIC', '-DNAPI_VERSION=8', ...shared, `-I${nodeHeaders}`];
  const end = await runProcess(compiler, [...flags, '-o', join(folder, output), ...args], { signal });
  if (end.how === 'exit' && end.code === 0) return ok(undefined);
  if (end.how === 'cancelled') return err(cancelledProblem);
  return err({
    code: /No space left/i.test(end.stderr) ? 'runtime/disk' : 'runtime/compile',
    what: `${compiler} could not compile the binding between Node and TensorFlow.`,
    howToGet: 'A compiler that knows C++17 is needed (g++ 8 or newer, clang++ 7 or newer).',
    detail: end.stderr.trim().split('\n').slice(-12).join('\n'),
  });
}
