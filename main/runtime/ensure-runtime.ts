import type { RuntimeProblem, RuntimeProgress } from '#shared/protocol/runtime';
import { err, ok, type Result } from '#shared/result';
import { cacheFolder } from '../files/cache-folder';
import { type LockProblem, withLock } from '../files/lock';
import { cancelledProblem } from './cancelled';
import { diskProblem } from './disk-problem';
import { findGpu, type Gpu, whyNoGpu } from './gpu';
import { forgetGpuFailure, noteGpuFailure, recentGpuFailure } from './gpu-failure';
import { installPrebuilt } from './install-prebuilt';
import { installFromWheel } from './install-wheel';
import {
  cachedWheel,
  prebuiltRuntimeFolder,
  type RuntimeFolder,
  readRuntime,
  removeOlderRecipes,
  wheelRuntimeFolder,
} from './layout';
import { findTfjs, type TfjsPackage } from './packages';
import { placeBinding } from './place-binding';
import { wheelPlatform } from './platform';

export type EnsureOptions = {
  report: (progress: RuntimeProgress) => void;
  signal?: AbortSignal;
  /** `auto` (default) takes the CUDA build where an NVIDIA driver is present; `gpu` insists on it; `cpu` never fetches it. */
  device?: 'auto' | 'cpu' | 'gpu';
};

export type InstalledRuntime = RuntimeFolder & {
  /** TensorFlow's wheel in the cache: the same file installs into a Python by pip. Null with a prebuilt runtime. */
  readonly wheelPath: string | null;
  /** One sentence when the CPU will be used although `auto` or `gpu` was asked for. */
  readonly whyNotGpu: string | undefined;
};

type Job = EnsureOptions & { tfjs: TfjsPackage };
type Installed = Result<RuntimeFolder, RuntimeProblem[]>;

/**
 * Makes sure that a TensorFlow runtime is in the cache and whole, and sets it up where it isn't. A few milliseconds when all is
 * there. Safe when several processes do it at once (one works, the others wait) or one is killed halfway (the next repeats).
 */
export async function ensureRuntime(options: EnsureOptions): Promise<Result<InstalledRuntime, RuntimeProblem[]>> {
  const tfjs = findTfjs();
  if (!tfjs.ok) return err([tfjs.error]);
  const job = { ...options, tfjs: tfjs.value };
  const device = options.device ?? 'auto';
  const gpu = device === 'cpu' ? null : await findGpu(options.signal);

  const chosen = await chooseRuntime(job, device, gpu);
  if (!chosen.ok) return chosen;
  const { runtime, whyNotGpu } = chosen.value;
  await placeBinding(tfjs.value.folder, runtime.bindingPath);
  const wheelPath = runtime.source === 'wheel' ? (cachedWheel(runtime.build)?.path ?? null) : null;
  return ok({ ...runtime, wheelPath, whyNotGpu });
}

type Choice = { runtime: RuntimeFolder; whyNotGpu: string | undefined };

async function chooseRuntime(
  job: Job,
  device: 'auto' | 'cpu' | 'gpu',
  gpu: Gpu | null,
): Promise<Result<Choice, RuntimeProblem[]>> {
  let whyNotGpu = device === 'cpu' ? undefined : whyNoGpu();
  if (device === 'gpu' || gpu) {
    const cuda = await ensureCudaRuntime(job, device, gpu);
    if (cuda.ok) return ok({ runtime: cuda.value, whyNotGpu: gpu ? undefined : whyNotGpu });
    if (device === 'gpu' || isCancelled(cuda.error.problems)) return err(cuda.error.problems);
    whyNotGpu = cuda.error.reason;
  }
  const cpu = await ensureCpuRuntime(job);
  return cpu.ok ? ok({ runtime: cpu.value, whyNotGpu }) : cpu;
}

/** The CUDA build. One that failed is tried again after a day, with another driver, or when the GPU is insisted on. */
async function ensureCudaRuntime(
  job: Job,
  device: 'auto' | 'cpu' | 'gpu',
  gpu: Gpu | null,
): Promise<Result<RuntimeFolder, { problems: RuntimeProblem[]; reason: string }>> {
  const before = device === 'gpu' || !gpu ? null : await recentGpuFailure(gpu.driver);
  if (before) return err({ problems: [], reason: before });
  const cuda = await ensureWheelRuntime(job, 'gpu');
  if (cuda.ok) {
    await forgetGpuFailure();
    return cuda;
  }
  const reason = `The CUDA runtime could not be set up. ${cuda.error.map(problem => problem.what).join(' ')}`;
  if (gpu && !isCancelled(cuda.error)) await noteGpuFailure(gpu.driver, reason);
  return err({ problems: cuda.error, reason });
}

/** Problems that another source of TensorFlow would meet as well. */
const HOPELESS = new Set<RuntimeProblem['code']>(['runtime/cancelled', 'runtime/disk', 'runtime/packages']);

/** The CPU build from its wheel; where that can't be, tfjs's own; where neither can, every reason. */
async function ensureCpuRuntime(job: Job): Promise<Installed> {
  const fromWheel = await ensureWheelRuntime(job, 'cpu');
  if (fromWheel.ok || fromWheel.error.some(({ code }) => HOPELESS.has(code))) return fromWheel;
  const prebuilt = prebuiltRuntimeFolder(job.tfjs.version);
  const fallback = await ensureFolder(job, prebuilt, async () => {
    const installed = await installPrebuilt(job);
    return installed.ok ? installed : err([installed.error]);
  });
  return fallback.ok || isCancelled(fallback.error) ? fallback : err([...fromWheel.error, ...fallback.error]);
}

async function ensureWheelRuntime(job: Job, build: 'cpu' | 'gpu'): Promise<Installed> {
  const platform = wheelPlatform();
  if (!platform) return err([noWheel]);
  return ensureFolder(job, wheelRuntimeFolder(build, job.tfjs.version), () =>
    installFromWheel({ ...job, build, platform }),
  );
}

/** Returns the runtime in `folder` when it is whole, else has it installed, by one process at a time. */
async function ensureFolder(
  { report, signal }: Job,
  folder: string,
  install: () => Promise<Result<void, RuntimeProblem[]>>,
): Promise<Installed> {
  const present = await readRuntime(folder);
  if (present) return ok(present);
  const lock = {
    what: 'setting up TensorFlow',
    signal,
    onWait: ({ pid }: { pid: number }) =>
      report({ stage: 'waiting', message: `Waiting for process ${pid}, which is setting up TensorFlow` }),
  };
  const done = await withLock(cacheFolder('locks', 'runtime'), lock, async (): Promise<Installed> => {
    const madeMeanwhile = await readRuntime(folder);
    if (madeMeanwhile) return ok(madeMeanwhile);
    const installed = await install();
    if (!installed.ok) return installed;
    const made = await readRuntime(folder);
    if (!made) return err([vanished]);
    await removeOlderRecipes(folder);
    return ok(made);
  });
  if (done.ok) return done;
  return Array.isArray(done.error) ? err([...done.error]) : err([lockProblem(done.error)]);
}

const lockProblem = (problem: LockProblem): RuntimeProblem =>
  problem.code === 'lock/cancelled' ? cancelledProblem : diskProblem(problem);

const isCancelled = (problems: readonly RuntimeProblem[]) =>
  problems.some(problem => problem.code === 'runtime/cancelled');

const noWheel: RuntimeProblem = {
  code: 'runtime/platform',
  what: `TensorFlow publishes no wheel with its C library for ${process.platform} on ${process.arch}.`,
  howToGet: 'A ready-made, older TensorFlow is tried instead.',
};

const vanished: RuntimeProblem = {
  code: 'runtime/disk',
  what: 'The runtime was set up, but is gone or damaged already.',
  howToGet: 'Check that nothing cleans the cache folder while Receptive runs, then start again.',
};
