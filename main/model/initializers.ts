import { elementCount } from '#shared/graph/shape';
import type { WeightSpec } from '#shared/layers/define';
import { createRandom } from '../random/random';

/**
 * The first values of a weight, as Keras's initializer of that name draws them, from a stream of its own: a weight's values
 * depend on the seed and its name only, not on what else is in the network.
 */
export function initialValues({ shape, initializer }: WeightSpec, seed: number, name: string): Float32Array {
  const size = elementCount(shape);
  const values = new Float32Array(size);
  switch (initializer) {
    case 'zeros':
      return values;
    case 'ones':
      return values.fill(1);
    case 'glorot_uniform': {
      const { fanIn, fanOut } = computeFans(shape);
      const limit = Math.sqrt(6 / (fanIn + fanOut));
      const random = createRandom(seed, name);
      for (let i = 0; i < size; i++) values[i] = limit * (2 * random.uniform() - 1);
      return values;
    }
  }
}

/**
 * How many inputs feed one output and how many outputs one input feeds, as Keras's `compute_fans` counts them: a convolution's
 * kernel `[height, width, inputs, outputs]` counts each once for every place of its window.
 */
function computeFans(shape: readonly number[]): { fanIn: number; fanOut: number } {
  const [inputs = 1, outputs = inputs] = shape.slice(-2);
  const window = elementCount(shape.slice(0, -2));
  return { fanIn: inputs * window, fanOut: outputs * window };
}
