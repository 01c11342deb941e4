import { elementCount } from '#shared/graph/shape';
import type { WeightSpec } from '#shared/layers/define';
import {
  type Initializer,
  type InitializerName,
  type InitializerSettings,
  settingsOf,
  type UnitForgetBias,
} from '#shared/layers/initializers';
import { createRandom, type Random } from '../random/random';
import { orthogonal } from './orthogonal';

/**
 * The first values of a weight, as Keras's initializer of that name draws them, from a stream of its own: a weight's values
 * depend on the seed and its name only, not on what else is in the network; those of an initializer with a seed on that alone.
 */
export function initialValues({ shape, initializer }: WeightSpec, seed: number, name: string): Float32Array {
  const random = createRandom(seed, name);
  if (typeof initializer === 'object' && 'kernel' in initializer) {
    const channels = shape.at(-2) ?? 1;
    return new Float32Array(elementCount(shape)).map(
      (_, index) => initializer.kernel[Math.floor(index / channels)] ?? 0,
    );
  }
  if (typeof initializer === 'object' && 'unitForgetBias' in initializer) {
    return unitForgetBias(elementCount(shape), initializer, random);
  }
  return drawn(shape, initializer, random);
}

function drawn(shape: readonly number[], initializer: Initializer, ofRun: Random): Float32Array {
  const settings = settingsOf(initializer);
  const own = 'seed' in settings ? settings.seed : null;
  const random = own === null ? ofRun : createRandom(own, 'initializer');
  const values = new Float32Array(elementCount(shape));
  const columns = shape.at(-1) ?? 1;
  if (settings.type === 'orthogonal') {
    return orthogonal(values.length / columns, columns, random).map(value => settings.gain * value);
  }
  if (settings.type === 'identity') {
    return values.map((_, index) => (Math.floor(index / columns) === index % columns ? settings.gain : 0));
  }
  const draw = drawer(settings, computeFans(shape));
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

/** The deviation of a normal distribution with mean 0 and deviation 1 that is cut off at ±2. */
const TRUNCATED_DEVIATION = 0.879_625_661_034_239_78;

type Drawn = Exclude<InitializerSettings, { readonly type: 'orthogonal' | 'identity' }>;

function drawer(settings: Drawn, fans: Fans): (random: Random) => number {
  switch (settings.type) {
    case 'zeros':
      return () => 0;
    case 'ones':
      return () => 1;
    case 'constant':
      return () => settings.value;
    case 'random_uniform':
      return uniform(settings.minval, settings.maxval);
    case 'random_normal':
      return random => settings.mean + settings.stddev * random.normal();
    case 'truncated_normal':
      return truncatedNormal(settings.mean, settings.stddev);
    case 'variance_scaling':
      return scaledBy(settings, fans);
    default:
      return scaledBy(SCALINGS[settings.type], fans);
  }
}

type VarianceScaling = Extract<InitializerSettings, { readonly type: 'variance_scaling' }>;
type Scaling = Pick<VarianceScaling, 'scale' | 'mode' | 'distribution'>;

/** What the names of those that go by the size of the weights are short for. */
const SCALINGS: {
  readonly [name in Extract<InitializerName, `${'glorot' | 'he' | 'lecun'}_${string}`>]: Scaling;
} = {
  glorot_uniform: { scale: 1, mode: 'fan_avg', distribution: 'uniform' },
  glorot_normal: { scale: 1, mode: 'fan_avg', distribution: 'truncated_normal' },
  he_uniform: { scale: 2, mode: 'fan_in', distribution: 'uniform' },
  he_normal: { scale: 2, mode: 'fan_in', distribution: 'truncated_normal' },
  lecun_uniform: { scale: 1, mode: 'fan_in', distribution: 'uniform' },
  lecun_normal: { scale: 1, mode: 'fan_in', distribution: 'truncated_normal' },
};

function scaledBy({ scale, mode, distribution }: Scaling, { fanIn, fanOut }: Fans): (random: Random) => number {
  const connections = Math.max(1, { fan_in: fanIn, fan_out: fanOut, fan_avg: (fanIn + fanOut) / 2 }[mode]);
  const limit = Math.sqrt((3 * scale) / connections);
  if (distribution === 'uniform') return uniform(-limit, limit);
  const deviation = Math.sqrt(scale / connections);
  if (distribution === 'untruncated_normal') return random => deviation * random.normal();
  return truncatedNormal(0, deviation / TRUNCATED_DEVIATION);
}

function uniform(from: number, to: number): (random: Random) => number {
  const middle = (from + to) / 2;
  const limit = (to - from) / 2;
  return random => middle + limit * (2 * random.uniform() - 1);
}

/** Normal, and drawn again where it is further than two deviations from the mean. */
const truncatedNormal = (mean: number, deviation: number) => (random: Random) => {
  for (;;) {
    const value = random.normal();
    if (Math.abs(value) <= 2) return mean + deviation * value;
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
