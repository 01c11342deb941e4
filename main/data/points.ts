import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ok } from '#shared/result';
import { createRandom, type Random, shuffledIndices } from '../random/random';
import { type Dataset, defineDataset, type Split } from './define';
import { PATTERN_NAMES, patterns } from './patterns';

/** Every fifth point of each class is kept for validation. */
const VALIDATION_EVERY = 5;

const PointsOptions = z.strictObject({
  pattern: z
    .enum(PATTERN_NAMES)
    .default('moons')
    .meta({ title: 'Pattern', description: 'How the two classes lie in the plane.' }),
  samples: z
    .int()
    .min(20)
    .max(100_000)
    .default(1000)
    .meta({ title: 'Points', description: 'Both classes together; a fifth is for validation.', unit: 'points' }),
  noise: z
    .number()
    .min(0)
    .max(2)
    .default(0.1)
    .meta({ title: 'Noise', description: 'Deviation of the normal noise that is added to each coordinate.' }),
  seed: z
    .int()
    .min(0)
    .max(4_294_967_295)
    .default(0)
    .meta({ title: 'Seed', description: 'Another seed gives other noise.' }),
});
type PointsOptions = z.infer<typeof PointsOptions>;

export const pointsDataset = (): Dataset =>
  defineDataset({
    id: 'points',
    title: 'Points',
    summary: 'Two classes of points in the plane: moons, circles or spirals.',
    kind: 'points',
    sampleShape: [2],
    classes: ['first', 'second'],
    options: PointsOptions,
    async describe(options) {
      const [first, second] = classCounts(options.samples);
      const validationSamples = validationCount(first) + validationCount(second);
      return ok({ trainingSamples: options.samples - validationSamples, validationSamples });
    },
    async load(options) {
      const { training, validation } = generatePoints(options);
      const hash = createHash('sha256');
      for (const part of [training, validation]) {
        for (const values of [part.points, part.labels]) {
          hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
        }
      }
      return ok({
        training: split(training),
        validation: split(validation),
        fingerprint: `sha256:${hash.digest('hex')}`,
      });
    },
  });

/** As scikit-learn shares an odd number: the second class gets the larger half. */
const classCounts = (samples: number): readonly [number, number] => [
  Math.floor(samples / 2),
  samples - Math.floor(samples / 2),
];
const validationCount = (count: number): number => Math.floor(count / VALIDATION_EVERY);

interface Points {
  /** x, y, x, y, … */
  readonly points: Float32Array;
  readonly labels: Int32Array;
}

/** Both splits hold the classes in equal parts, in random order. */
function generatePoints({ pattern, samples, noise, seed }: PointsOptions): { training: Points; validation: Points } {
  const random = createRandom(seed, 'points', pattern);
  const rows: { training: number[][]; validation: number[][] } = { training: [], validation: [] };
  for (const classIndex of [0, 1] as const) {
    const count = classCounts(samples)[classIndex];
    for (const [position, i] of shuffledIndices(count, random).entries()) {
      const [x, y] = patterns[pattern](classIndex, i, count);
      const part = position < validationCount(count) ? rows.validation : rows.training;
      part.push([x + noise * random.normal(), y + noise * random.normal(), classIndex]);
    }
  }
  return { training: mix(rows.training, random), validation: mix(rows.validation, random) };
}

function mix(rows: readonly (readonly number[])[], random: Random): Points {
  const points = new Float32Array(2 * rows.length);
  const labels = new Int32Array(rows.length);
  for (const [position, index] of shuffledIndices(rows.length, random).entries()) {
    const [x = 0, y = 0, classIndex = 0] = rows[index] ?? [];
    points.set([x, y], 2 * position);
    labels[position] = classIndex;
  }
  return { points, labels };
}

const split = ({ points, labels }: Points): Split => ({
  count: labels.length,
  labels,
  async gather(indices, into) {
    for (let i = 0; i < indices.length; i++) {
      const from = 2 * (indices[i] ?? 0);
      into[2 * i] = points[from] ?? 0;
      into[2 * i + 1] = points[from + 1] ?? 0;
    }
  },
});
