import { elementCount } from '#shared/graph/shape';
import type { WeightSpec } from '#shared/layers/define';
import type { Initializer, UnitForgetBias } from '#shared/layers/initializers';
import { createRandom, type Random } from '../random/random';
import { orthogonal } from './orthogonal';

/**
 * The first values of a weight, as Keras's initializer of that name draws them, from a stream of its own: a weight's values
 * depend on the seed and its name only, not on what else is in the network.
 */
export function initialValues({ shape, initializer }: WeightSpec, seed: number, name: string): Float32Array {
  const random = createRandom(seed, name);
  if (typeof initializer === 'object' && 'kernel' in initializer) {
    const channels = shape.at(-2) ?? 1;
    return new Float32Array(elementCount(shape)).map(
      (_, index) => initializer.kernel[Math.floor(index / channels)] ?? 0,
    );
  }
  if (typeof initializer === 'object') return unitForgetBias(elementCount(shape), initializer, random);
  return drawn(shape, initializer, random);
}

function drawn(shape: readonly number[], initializer: Initializer, random: Random): Float32Array {
  const values = new Float32Array(elementCount(shape));
  if (initializer === 'orthogonal') {
    const columns = shape.at(-1) ?? 1;
    return orthogonal(values.length / columns, columns, random);
  }
  const draw = drawer(initializer, computeFans(shape));
  for (let i = 0; i < values.length; i++) values[i] = draw(random);
  return values;
}

/** The bias of an LSTM's four gates, of which the second forgets. */
function unitForgetBias(length: number, { unitForgetBias: initializer }: UnitForgetBias, random: Random): Float32Array {
  const units = length / 4;
  const values = new Float32Array(length).fill(1);
  values.set(drawn([units], initializer, random));
  values.set(drawn([2 * units], initializer, random), 2 * units);
  return values;
}

/** Keras's default for `random_normal` and `truncated_normal` (the deviation) and for `random_uniform` (the limit). */
const SMALL = 0.05;

/** The deviation of a normal distribution with mean 0 and deviation 1 that is cut off at ±2. */
const TRUNCATED_DEVIATION = 0.879_625_661_034_239_78;

function drawer(initializer: Exclude<Initializer, 'orthogonal'>, { fanIn, fanOut }: Fans): (random: Random) => number {
  const average = (fanIn + fanOut) / 2;
  switch (initializer) {
    case 'zeros':
      return () => 0;
    case 'ones':
      return () => 1;
    case 'glorot_uniform':
      return uniform(Math.sqrt(3 / average));
    case 'glorot_normal':
      return truncatedNormal(Math.sqrt(1 / average) / TRUNCATED_DEVIATION);
    case 'he_uniform':
      return uniform(Math.sqrt(6 / fanIn));
    case 'he_normal':
      return truncatedNormal(Math.sqrt(2 / fanIn) / TRUNCATED_DEVIATION);
    case 'lecun_uniform':
      return uniform(Math.sqrt(3 / fanIn));
    case 'lecun_normal':
      return truncatedNormal(Math.sqrt(1 / fanIn) / TRUNCATED_DEVIATION);
    case 'random_uniform':
      return uniform(SMALL);
    case 'random_normal':
      return random => SMALL * random.normal();
    case 'truncated_normal':
      return truncatedNormal(SMALL);
  }
}

const uniform = (limit: number) => (random: Random) => limit * (2 * random.uniform() - 1);

/** Normal, and drawn again where it is further than two deviations from 0. */
const truncatedNormal = (deviation: number) => (random: Random) => {
  for (;;) {
    const value = random.normal();
    if (Math.abs(value) <= 2) return deviation * value;
  }
};

interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/**
 * How many inputs feed one output and how many outputs one input feeds, as Keras's `compute_fans` counts them: a convolution's
 * kernel `[height, width, inputs, outputs]` counts each once for every place of its window.
 */
function computeFans(shape: readonly number[]): Fans {
  const [inputs = 1, outputs = inputs] = shape.slice(-2);
  const window = elementCount(shape.slice(0, -2));
  return { fanIn: inputs * window, fanOut: outputs * window };
}
