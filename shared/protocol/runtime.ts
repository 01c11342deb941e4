import { z } from 'zod';

/** The TensorFlow in use, as the studio, run records and `receptive doctor` show it. */
export const RuntimeInfo = z.object({
  /** Version of libtensorflow, as the library itself reports it. */
  tensorflow: z.string(),
  /** Version of tfjs, the JavaScript that drives it. */
  tfjs: z.string(),
  device: z.enum(['CPU', 'GPU']),
  /** Model name of the processor, or of the first GPU. */
  deviceName: z.string(),
  /** Threads that TensorFlow spreads one operation over on the CPU. */
  threads: z.int().positive(),
  /** Whether the device multiplies bfloat16 itself, so that mixed precision is faster; absent where that is not known. */
  bfloat16: z.boolean().optional(),
  /** One sentence: why the GPU is not in use. Absent when it is. */
  whyNotGpu: z.string().optional(),
  /** `wheel`: current TensorFlow with a binding compiled here; `prebuilt`: tfjs's own, older download. */
  source: z.enum(['wheel', 'prebuilt']),
});
export type RuntimeInfo = z.infer<typeof RuntimeInfo>;

/** One thing that stands between this machine and a working TensorFlow. */
export const RuntimeProblem = z.object({
  code: z.enum([
    'runtime/platform',
    'runtime/packages',
    'runtime/python',
    'runtime/pip',
    'runtime/compiler',
    'runtime/download',
    'runtime/disk',
    'runtime/extract',
    'runtime/compile',
    'runtime/load',
    'runtime/missing',
    'runtime/cancelled',
  ]),
  /** What is missing or went wrong, as one sentence. */
  what: z.string(),
  /** The way out: what to install, free or run. */
  howToGet: z.string(),
  /** The last lines a failed tool printed. */
  detail: z.string().optional(),
});
export type RuntimeProblem = z.infer<typeof RuntimeProblem>;

/** Where a set-up is. `done` and `total` are bytes (downloading) or files (extracting); absent where nothing is counted. */
export const RuntimeProgress = z.object({
  stage: z.enum(['waiting', 'downloading', 'extracting', 'compiling', 'testing']),
  message: z.string(),
  done: z.number().nonnegative().optional(),
  total: z.number().positive().optional(),
});
export type RuntimeProgress = z.infer<typeof RuntimeProgress>;
