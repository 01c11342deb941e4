import { cpus, totalmem } from 'node:os';
import type { RuntimeProblem } from '#shared/protocol/runtime';
import type { Result } from '#shared/result';
import { cacheFolder } from '../files/cache-folder';
import { findCompiler } from './compile';
import { findElectron } from './electron';
import { findGpu, whyNoGpu } from './gpu';
import { recentGpuFailure } from './gpu-failure';
import { bestRuntime } from './layout';
import { findNodeHeaders, findTfjs } from './packages';
import { findPython } from './python';
import { smokeTest } from './smoke';

/** One line of `receptive doctor`. `missing` stops training; `limited` only takes something away. */
export type DoctorItem = {
  readonly id: 'node' | 'packages' | 'python' | 'compiler' | 'runtime' | 'device' | 'driver' | 'electron' | 'cache';
  readonly title: string;
  readonly state: 'ok' | 'limited' | 'missing';
  /** What was found, or what is not there. */
  readonly found: string;
  readonly howToGet?: string;
};

export type DoctorReport = {
  /** Whether training works now, or will after the set-up that runs by itself. */
  readonly healthy: boolean;
  readonly items: readonly DoctorItem[];
};

/** Looks at everything Receptive stands on. Changes nothing, fetches nothing; takes about three seconds when TensorFlow is set up. */
export async function diagnose(signal?: AbortSignal): Promise<DoctorReport> {
  const tfjs = findTfjs();
  const headers = findNodeHeaders();
  const [python, compiler, electron, gpu] = await Promise.all([
    findPython(signal),
    findCompiler(signal),
    findElectron({ report: () => undefined, fetch: false }),
    findGpu(signal),
  ]);
  const runtime = await runtimeItem(signal);
  // Tools are needed to set TensorFlow up, not to use it.
  const needed = runtime.state !== 'ok';
  const items: DoctorItem[] = [
    { id: 'node', title: 'Node', state: 'ok', found: `${process.versions.node} (${process.platform} ${process.arch})` },
    tool(
      'packages',
      'npm packages',
      !tfjs.ok ? tfjs : headers,
      () => `tfjs ${tfjs.ok ? tfjs.value.version : ''}`,
      true,
    ),
    tool('python', 'Python and pip', python, found => `${found.command} ${found.version}, pip ${found.pip}`, needed),
    tool('compiler', 'C++ compiler', compiler, found => found.version, needed),
    runtime.item,
    {
      id: 'device',
      title: 'Processor',
      state: 'ok',
      found: `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} threads, ${Math.round(totalmem() / 2 ** 30)} GiB of memory`,
    },
    gpu
      ? await gpuItem(`${gpu.name}, driver ${gpu.driver}`, runtime.gpu)
      : { id: 'driver', title: 'GPU', state: 'limited', found: whyNoGpu() },
    electron.ok
      ? { id: 'electron', title: 'Electron', state: 'ok', found: electron.value.path }
      : {
          id: 'electron',
          title: 'Electron',
          state: 'limited',
          found: `${electron.error.what} The studio opens in the browser.`,
          howToGet: electron.error.howToGet,
        },
    { id: 'cache', title: 'Cache folder', state: 'ok', found: cacheFolder() },
  ];
  return { healthy: items.every(item => item.state !== 'missing'), items };
}

function tool<T>(
  id: DoctorItem['id'],
  title: string,
  found: Result<T, RuntimeProblem>,
  words: (value: T) => string,
  needed: boolean,
): DoctorItem {
  if (found.ok) return { id, title, state: 'ok', found: words(found.value) };
  const { what, howToGet } = found.error;
  return { id, title, state: needed ? 'missing' : 'limited', found: what, howToGet };
}

type RuntimeFinding = { item: DoctorItem; state: 'ok' | 'none' | 'broken'; gpu: boolean };

async function runtimeItem(signal: AbortSignal | undefined): Promise<RuntimeFinding> {
  const about = { id: 'runtime', title: 'TensorFlow' } as const;
  const tfjs = findTfjs();
  const runtime = tfjs.ok ? await bestRuntime(tfjs.value.version) : null;
  if (!tfjs.ok || !runtime) {
    const found = 'Not set up yet.';
    return {
      state: 'none',
      gpu: false,
      item: { ...about, state: 'limited', found, howToGet: 'npm start, or any command that trains, sets it up.' },
    };
  }
  const tested = await smokeTest(tfjs.value.folder, runtime.bindingPath, signal);
  if (!tested.ok) {
    const { what, howToGet, detail } = tested.error;
    const found = detail ? `${what}\n${detail}` : what;
    return {
      state: 'broken',
      gpu: false,
      item: { ...about, state: 'missing', found, howToGet: `Delete ${runtime.folder}, then start again. ${howToGet}` },
    };
  }
  const kind =
    runtime.source === 'prebuilt' ? 'tfjs’s ready-made build' : runtime.build === 'gpu' ? 'CUDA build' : 'CPU build';
  const found = `${tested.value.version}, ${kind}, works on the ${tested.value.gpu ? 'GPU' : 'CPU'} (${runtime.folder})`;
  return { state: 'ok', gpu: tested.value.gpu, item: { ...about, state: 'ok', found } };
}

async function gpuItem(name: string, used: boolean): Promise<DoctorItem> {
  const about = { id: 'driver', title: 'GPU' } as const;
  if (used) return { ...about, state: 'ok', found: `${name}, used by TensorFlow` };
  const why = (await recentGpuFailure()) ?? 'TensorFlow does not use it.';
  return {
    ...about,
    state: 'limited',
    found: `${name}. ${why}`,
    howToGet: 'npm start sets the CUDA build up; the driver must be 525 or newer.',
  };
}
