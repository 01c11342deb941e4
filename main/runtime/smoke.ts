import type { RuntimeProblem } from '#shared/protocol/runtime';
import { err, ok, type Result } from '#shared/result';
import { cancelledProblem } from './cancelled';
import { type ProcessEnd, runProcess } from './run-process';

/**
 * Loads tfjs with a given binding and computes with it; in a process of its own, because a wrong library ends the process that loads it.
 * The numbers: a 2x2 product, and the filter gradient of the sum of a 'valid' 2x2 convolution over 3x3 ones (each weight sees 4 ones).
 */
const TRY = `
const { createRequire } = require('node:module');
const util = require('node:util');
util.isNullOrUndefined ??= value => value == null;
util.isArray ??= Array.isArray;
const [tfjs, binding] = process.argv.slice(1);
const at = createRequire(tfjs + '/package.json');
at('@mapbox/node-pre-gyp/lib/pre-binding').find = () => binding;
const tf = at(tfjs);
const product = tf.matMul([[1, 2], [3, 4]], [[5, 6], [7, 8]]).dataSync();
const filter = tf.grad(w => tf.conv2d(tf.ones([1, 3, 3, 1]), w, 1, 'valid').sum())(tf.ones([2, 2, 1, 1])).dataSync();
const right = product.join() === '19,22,43,50' && filter.join() === '4,4,4,4';
require('node:fs').writeSync(1, '\\nsmoke:' + JSON.stringify({ right, gpu: tf.backend().isUsingGpuDevice, version: tf.backend().binding.TF_Version }) + '\\n');
`;

export type Smoke = {
  /** Whether TensorFlow put the work on a GPU. */
  readonly gpu: boolean;
  readonly version: string;
};

/** Proves that a binding loads, finds its libraries and computes the right numbers on this machine. Takes about two seconds. */
export async function smokeTest(
  tfjsFolder: string,
  binding: string,
  signal?: AbortSignal,
): Promise<Result<Smoke, RuntimeProblem>> {
  const end = await runProcess(process.execPath, ['-e', TRY, tfjsFolder, binding], {
    // In Electron, execPath is Electron itself; this makes it behave as Node. Node ignores it.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', TF_CPP_MIN_LOG_LEVEL: '1' },
    signal,
    timeoutMs: 180_000,
  });
  const answer = /^smoke:(.*)$/m.exec(end.stdout)?.[1];
  if (!answer || end.how === 'cancelled') return err(smokeProblem(end));
  const { right, gpu, version }: Smoke & { right: boolean } = JSON.parse(answer);
  if (right) return ok({ gpu, version });
  return err({
    code: 'runtime/load',
    what: `TensorFlow ${version} loads, but computes wrong numbers on this machine.`,
    howToGet: 'Please report this with the output of: receptive doctor --json',
  });
}

function smokeProblem({ how, code, stderr }: ProcessEnd): RuntimeProblem {
  if (how === 'cancelled') return cancelledProblem;
  const ended =
    how === 'signal'
      ? 'crashed the process that loaded it'
      : how === 'timeout'
        ? 'did not answer'
        : `ended with ${code}`;
  const glibc = /GLIBC(?:XX)?_[\d.]+' not found/.test(stderr);
  return {
    code: 'runtime/load',
    what: `TensorFlow can't be loaded on this machine (${ended}).`,
    howToGet: glibc
      ? 'This system’s C library is too old for it: a Linux from 2018 or later is needed.'
      : 'TensorFlow needs a 64-bit processor with AVX (Intel and AMD, since about 2011).',
    detail: stderr.trim().split('\n').slice(-8).join('\n'),
  };
}
