import type * as tfjs from '@tensorflow/tfjs-node-gpu';
import type { RuntimeInfo, RuntimeProblem } from '#shared/protocol/runtime';
import type { Result } from '#shared/result';

/** tfjs on its Node backend, handed to whoever computes: only `main/runtime` loads it, and only when it is needed. */
export type TensorFlow = typeof tfjs;
export type Tensor = tfjs.Tensor;
export type Tensor4D = tfjs.Tensor4D;
export type Scalar = tfjs.Scalar;
export type Variable = tfjs.Variable;

export interface LoadedRuntime {
  readonly tf: TensorFlow;
  readonly info: RuntimeInfo;
}

/** Loads TensorFlow, or says what is missing. */
export type LoadRuntime = () => Promise<Result<LoadedRuntime, RuntimeProblem[]>>;
