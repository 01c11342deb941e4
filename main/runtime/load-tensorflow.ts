import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { join } from 'node:path';
import util from 'node:util';
import type * as TensorFlow from '@tensorflow/tfjs-node-gpu';
import type { RuntimeInfo, RuntimeProblem } from '#shared/protocol/runtime';
import { err, ok, type Result } from '#shared/result';
import { multipliesBfloat16 } from './bfloat16';
import { findGpu, whyNoGpu } from './gpu';
import { recentGpuFailure } from './gpu-failure';
import { bestRuntime, type RuntimeFolder } from './layout';
import { findTfjs } from './packages';
import { loadQuietly } from './quiet-load';

export type LoadedTensorFlow = { readonly tf: typeof TensorFlow; readonly info: RuntimeInfo };
export type LoadOptions = {
  /** `cpu` hides the GPUs from TensorFlow; it must be said before the first load in a process. */
  device?: 'auto' | 'cpu';
};

let loaded: Promise<Result<LoadedTensorFlow, RuntimeProblem[]>> | undefined;

/**
 * Loads tfjs over the runtime in the cache; once a process, later calls get the same. Sets nothing up (`ensureRuntime` does), prints
 * nothing, never throws. The package is read only now, so that whoever never calls this starts without its 100 ms or more.
 */
export function loadTensorFlow(options: LoadOptions = {}): Promise<Result<LoadedTensorFlow, RuntimeProblem[]>> {
  loaded ??= load(options);
  return loaded;
}

async function load({ device = 'auto' }: LoadOptions): Promise<Result<LoadedTensorFlow, RuntimeProblem[]>> {
  const tfjs = findTfjs();
  if (!tfjs.ok) return err([tfjs.error]);
  const runtime = await bestRuntime(tfjs.value.version);
  if (!runtime) return err([notSetUp]);
  if (device === 'cpu') process.env.CUDA_VISIBLE_DEVICES = '-1';
  try {
    const tf = loadPackage(tfjs.value.folder, runtime);
    return ok({ tf, info: await describe(tf, runtime, device) });
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    return err([{ ...cantLoad, detail }]);
  }
}

/** The part of tfjs's Node backend that says what it runs on. */
type NodeBackend = { isUsingGpuDevice: boolean; binding: { TF_Version: string } };

function loadPackage(folder: string, { bindingPath, hushPath }: RuntimeFolder): typeof TensorFlow {
  // Read by TensorFlow's C++ when its libraries load: warnings and chatter off, errors on.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  restoreRemovedUtilities();
  const at = createRequire(join(folder, 'package.json'));
  // tfjs asks node-pre-gyp where its binding is, which would look into our own command line's options for the answer.
  // The package itself only has a getter for this function.
  at('@mapbox/node-pre-gyp/lib/pre-binding').find = () => bindingPath;
  return loadQuietly(hushPath && at(hushPath), () => at(folder));
}

/** Node 23 removed two helpers that tfjs 4.22 still calls. */
function restoreRemovedUtilities(): void {
  const removed: { isNullOrUndefined?: (value: unknown) => boolean; isArray?: (value: unknown) => boolean } = util;
  removed.isNullOrUndefined ??= value => value === null || value === undefined;
  removed.isArray ??= Array.isArray;
}

async function describe(tf: typeof TensorFlow, runtime: RuntimeFolder, device: 'auto' | 'cpu'): Promise<RuntimeInfo> {
  // tfjs types its backends by what all of them have; this one is its Node backend.
  const backend = tf.backend() as unknown as NodeBackend;
  const gpu = device === 'cpu' ? null : await findGpu();
  const processors = cpus();
  const onGpu = backend.isUsingGpuDevice;
  return {
    tensorflow: backend.binding.TF_Version,
    tfjs: tf.version['tfjs-core'],
    device: onGpu ? 'GPU' : 'CPU',
    deviceName: (onGpu ? gpu?.name : processors[0]?.model.trim()) || 'unknown',
    threads: Number(process.env.TF_NUM_INTRAOP_THREADS) || Math.max(1, processors.length),
    source: runtime.source,
    bfloat16: await multipliesBfloat16(onGpu ? 'GPU' : 'CPU'),
    ...(onGpu ? {} : { whyNotGpu: await whyNotGpu(device, gpu !== null, runtime) }),
  };
}

async function whyNotGpu(device: 'auto' | 'cpu', driver: boolean, runtime: RuntimeFolder): Promise<string> {
  if (device === 'cpu') return 'The CPU was asked for.';
  if (!driver) return whyNoGpu();
  if (runtime.build === 'cpu') return (await recentGpuFailure()) ?? 'TensorFlow’s CUDA build is not set up.';
  return 'TensorFlow found no GPU that it can use; the driver may be too old for CUDA 12 (525 or newer is needed).';
}

const notSetUp: RuntimeProblem = {
  code: 'runtime/missing',
  what: 'TensorFlow is not set up yet, or its files in the cache are damaged.',
  howToGet: 'Run npm start, or any command that trains; it is set up by itself.',
};

const cantLoad: RuntimeProblem = {
  code: 'runtime/load',
  what: 'TensorFlow can’t be loaded.',
  howToGet: 'Run receptive doctor to see what is wrong.',
};
