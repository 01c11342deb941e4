import type { Tensor, TensorInfo } from '@tensorflow/tfjs';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend';

/**
 * Makes tensors of zeros that take neither time nor memory: all of one shape are the same buffer. They stand for results that
 * nobody will look at.
 */
export class StandIns {
  readonly #backend: NodeJSKernelBackend;
  readonly #run: NodeJSKernelBackend['executeSingleOutput'];
  readonly #zeros = new Map<string, TensorInfo>();

  constructor(backend: NodeJSKernelBackend) {
    this.#backend = backend;
    this.#run = backend.executeSingleOutput;
  }

  /** @returns float32 zeros, in the caller's scope of tfjs */
  make(shape: readonly number[]): Tensor {
    const { binding } = this.#backend;
    const attrs = [{ name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }];
    return this.#run.call(this.#backend, 'Identity', attrs, [this.#zerosOf(shape)]);
  }

  #zerosOf(shape: readonly number[]): TensorInfo {
    const key = shape.join();
    const known = this.#zeros.get(key);
    if (known) return known;
    const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
    const dataId = this.#backend.write(values, [...shape], 'float32');
    const zeros = { dataId, shape: [...shape], dtype: 'float32' as const };
    this.#zeros.set(key, zeros);
    return zeros;
  }

  dispose(): void {
    for (const { dataId } of this.#zeros.values()) this.#backend.disposeData(dataId);
    this.#zeros.clear();
  }
}
