import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { initialValues } from '#main/model/initializers';
import { readLayer } from '#shared/import/read-layer';
import { layers } from '#shared/layers/catalogue';
import { Initializer, InitializerName, settingsOf, shortest } from '#shared/layers/initializers';
import { kerasInitializer } from '#shared/layers/serialized-initializers';
import { runKeras } from '../keras/run-keras';

/** Every initializer draws what Keras's draws, by the same settings; each by its own generator, so that only distributions can agree. */

const initializers: readonly Initializer[] = [
  ...InitializerName.options,
  ...[
    { type: 'random_normal', mean: 2, stddev: 0.5, seed: 3 },
    { type: 'truncated_normal', mean: -1, stddev: 0.25 },
    { type: 'random_uniform', minval: 0, maxval: 3 },
    { type: 'constant', value: -0.75 },
    { type: 'identity', gain: 2.5 },
    { type: 'orthogonal', gain: 0.5 },
    { type: 'he_uniform', seed: 11 },
    { type: 'variance_scaling', scale: 0.5, mode: 'fan_out', distribution: 'uniform' },
    { type: 'variance_scaling', scale: 3, mode: 'fan_avg', distribution: 'untruncated_normal' },
    { type: 'variance_scaling', scale: 4, mode: 'fan_in', distribution: 'truncated_normal', seed: 5 },
  ].map(settings => Initializer.parse(settings)),
];

/** Of kernels as different as those of Dense, convolutions and biases. */
const SHAPES = [[120, 250], [3, 3, 40, 80], [20_000]];

/** Mean, deviation, third and fourth moment, and the ends of the range. */
function statistics(values: Float32Array): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const moment = (power: number) => values.reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length;
  const deviation = Math.sqrt(moment(2));
  const shape = deviation > 0 ? [moment(3) / deviation ** 3, moment(4) / deviation ** 4] : [0, 0];
  return [mean, deviation, ...shape, values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}

const script = `
result = []
for case in args:
    made = keras.initializers.get(case["initializer"])
    values = np.array(made(case["shape"]), "float64")
    mean, deviation = values.mean(), values.std()
    away = (values - mean) / deviation if deviation > 0 else 0 * values
    result.append([mean, deviation, (away**3).mean(), (away**4).mean(), values.min(), values.max()])
`;

const cases = initializers.flatMap(initializer =>
  SHAPES.filter(shape => {
    const { type } = settingsOf(initializer);
    // What Keras refuses, and what takes long and is orthogonal as well.
    return type === 'identity' ? shape.length === 2 : type !== 'orthogonal' || shape.length === 2;
  }).map(shape => ({ initializer, shape })),
);

test('the values are spread as those of Keras are', async () => {
  const theirs = await runKeras(
    script,
    cases.map(({ initializer, shape }) => ({ initializer: kerasInitializer(initializer), shape })),
    z.array(z.array(z.number())),
  );
  for (const [index, { initializer, shape }] of cases.entries()) {
    const spec = { name: 'kernel', shape, initializer, trainable: true };
    const values = initialValues(spec, 17, 'node/kernel');
    const [mean = 0, deviation = 0, skewness = 0, kurtosis = 0, least = 0, most = 0] = statistics(values);
    const [theirMean = 0, theirDeviation = 0, theirSkewness = 0, theirKurtosis = 0, from = 0, to = 0] =
      theirs[index] ?? [];
    const about = `${JSON.stringify(initializer)} of ${shape.join(' × ')}`;
    const { type } = settingsOf(initializer);
    if (['zeros', 'ones', 'constant', 'identity'].includes(type)) {
      expect([mean, deviation, least, most], about).toEqual(
        [theirMean, theirDeviation, from, to].map(value => expect.closeTo(value, 6)),
      );
      continue;
    }
    // Two samples' means part by some of their deviations over the root of their number, and so on; 5 of them is 1 in a million.
    const sample = theirDeviation * Math.sqrt(2 / values.length);
    expect(Math.abs(mean - theirMean), about).toBeLessThan(5 * sample);
    expect(Math.abs(deviation - theirDeviation), about).toBeLessThan(5 * sample);
    expect(Math.abs(skewness - theirSkewness), about).toBeLessThan(0.2);
    expect(Math.abs(kurtosis - theirKurtosis), about).toBeLessThan(0.3);
    const settings = settingsOf(initializer);
    const distribution = 'distribution' in settings ? settings.distribution : type;
    if (distribution === 'orthogonal') continue;
    // What is cut off ends where Keras cuts it; what is not goes on for as long as one draws.
    if (distribution === 'untruncated_normal' || distribution === 'random_normal') {
      expect(most - mean, about).toBeGreaterThan(3 * theirDeviation);
    } else {
      expect(Math.abs(least - from), about).toBeLessThan(0.02 * theirDeviation);
      expect(Math.abs(most - to), about).toBeLessThan(0.02 * theirDeviation);
    }
  }
});

const constants = `
result = [
    [float(v) for v in np.array(keras.initializers.get(case["initializer"])(case["shape"])).flatten()] for case in args
]
`;

test('constants and identity matrices are those of Keras, value by value', async () => {
  const exact = [
    { initializer: Initializer.parse({ type: 'constant', value: 0.3 }), shape: [2, 3] },
    { initializer: Initializer.parse({ type: 'identity', gain: -1.5 }), shape: [3, 3] },
    { initializer: Initializer.parse({ type: 'identity', gain: 2 }), shape: [2, 4] },
    { initializer: Initializer.parse('identity'), shape: [4, 2] },
  ];
  const theirs = await runKeras(
    constants,
    exact.map(({ initializer, shape }) => ({ initializer: kerasInitializer(initializer), shape })),
    z.array(z.array(z.number())),
  );
  const ours = exact.map(({ initializer, shape }) => [
    ...initialValues({ name: 'kernel', shape, initializer, trainable: true }, 1, 'a'),
  ]);
  // Keras's zeros may have a sign.
  expect(ours).toEqual(theirs.map(values => values.map(value => value + 0)));
});

const written = `
from keras import initializers
result = []
for each in args:
    layer = keras.layers.Dense(3, kernel_initializer=each)
    result.append(layer.get_config())
`;

describe('files', () => {
  test('every initializer comes back from what Keras writes of it', async () => {
    const configs = await runKeras(
      written,
      initializers.map(kerasInitializer),
      z.array(z.record(z.string(), z.unknown())),
    );
    for (const [index, initializer] of initializers.entries()) {
      const back = readLayer({
        name: 'under-test',
        className: 'Dense',
        module: 'keras.layers',
        config: configs[index] ?? {},
        calls: [],
      });
      const params: { kernelInitializer?: Initializer } = { kernelInitializer: nameOf(initializer) };
      if (params.kernelInitializer === 'glorot_uniform') delete params.kernelInitializer;
      expect(back, JSON.stringify(initializer)).toMatchObject({
        ok: true,
        value: { notes: [], node: { type: 'dense' } },
      });
      if (back.ok) expect(back.value.node.params).toEqual({ units: 3, ...params });
    }
  });
});

/** As it is read: what a name is short for is that name, and Keras itself forgets the gain of an Identity. */
function nameOf(initializer: Initializer): Initializer {
  const { type } = settingsOf(initializer);
  if (type === 'identity') return type;
  return shortest(initializer) === 'variance_scaling' ? 'lecun_normal' : shortest(initializer);
}

test('every layer with weights takes one with settings', () => {
  const settings = { type: 'random_normal', mean: 0, stddev: 0.5, seed: null };
  const keyed = [...layers.values()].filter(({ params }) =>
    Object.keys(params.shape).some(key => key.endsWith('Initializer')),
  );
  expect(keyed.length).toBeGreaterThan(15);
  for (const { type, params, kerasConfig } of keyed) {
    const keys = Object.keys(params.shape).filter(key => key.endsWith('Initializer'));
    const chosen = Object.fromEntries(keys.map(key => [key, settings]));
    const config = JSON.stringify(kerasConfig(chosen));
    expect(config.match(/"RandomNormal","config":\{"stddev":0.5\}/g), type).toHaveLength(keys.length);
  }
});
