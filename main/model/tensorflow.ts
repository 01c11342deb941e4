import type * as tfjs from '@tensorflow/tfjs-node-gpu';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend';
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

/** The backend that runs TensorFlow's ops. tfjs types its backends by what all of them have; only Node's is ever loaded here. */
export const nodeBackend = (tf: TensorFlow) => tf.backend() as NodeJSKernelBackend;
