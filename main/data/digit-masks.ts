import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ok } from '#shared/result';
import { createRandom } from '../random/random';
import { type Dataset, defineDataset, type Split } from './define';
import { canvasOptions, validationCount } from './digits/canvas-options';
import { type Box, drawDigit, inkBox } from './digits/draw-digit';
import { countMnist, DIGITS, type Digits, readMnist } from './mnist';

const MasksOptions = z.strictObject({
  ...canvasOptions,
  digits: z
    .int()
    .min(1)
    .max(6)
    .default(3)
    .meta({ title: 'Digits', description: 'The most digits in one picture; fewer where they would overlap.' }),
  noise: z
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .meta({ title: 'Noise', description: 'Deviation of the normal noise that is added to each pixel.' }),
});
type MasksOptions = z.infer<typeof MasksOptions>;

/** The height of the ink as a share of the picture's. */
const LOWEST = 0.3;
const HIGHEST = 0.5;
/** How often another place is tried for a digit that would overlap. */
const TRIES = 8;
/** From how much ink on a pixel belongs to the digit. */
const INK = 0.3;

/**
 * Several digits of MNIST in one picture with noise, and for each pixel what it belongs to: 0 is the background, 1 the digit 0, …
 * @param folder as `mnistDataset`'s
 */
export const digitMasksDataset = (folder?: string): Dataset =>
  defineDataset({
    id: 'digit-masks',
    title: 'Digit masks',
    summary: 'Several handwritten digits in a noisy picture: which digit each pixel belongs to.',
    kind: 'image',
    sampleShape: [48, 48, 1],
    classes: [],
    options: MasksOptions,
    async describe({ size, samples }) {
      const counted = await countMnist(folder);
      if (!counted.ok) return counted;
      return ok({
        sampleShape: [size, size, 1],
        trainingSamples: samples,
        validationSamples: validationCount(samples),
        targets: [{ kind: 'class-map', name: 'mask', shape: [size, size], classes: ['background', ...DIGITS] }],
      });
    },
    async load(options, context) {
      const read = await readMnist(context, folder);
      if (!read.ok) return read;
      const { training, validation, fingerprint } = read.value;
      const hash = createHash('sha256').update(`digit-masks ${fingerprint} ${JSON.stringify(options)}`);
      return ok({
        training: scattered(training, options, 'training', options.samples),
        validation: scattered(validation, options, 'validation', validationCount(options.samples)),
        fingerprint: `sha256:${hash.digest('hex')}`,
      });
    },
  });

interface Placed {
  readonly index: number;
  readonly ink: Box;
  readonly box: Box;
}

/** Nothing is kept but MNIST itself: what is in a picture follows from the seed and its number. */
function scattered({ images, labels }: Digits, options: MasksOptions, part: string, count: number): Split {
  const { size, seed, noise } = options;
  const pixels = size * size;
  const sceneOf = (sample: number) => scene(images, labels.length, options, part, sample);
  return {
    count,
    labels: new Int32Array(count),
    fields: new Map([
      [
        'mask',
        {
          shape: [size, size],
          async gather(indices, into) {
            into.fill(0, 0, indices.length * pixels);
            for (let i = 0; i < indices.length; i++) {
              for (const placed of sceneOf(indices[i] ?? 0)) {
                drawDigit({ images, ...placed, side: size }, (pixel, value) => {
                  if (value >= INK) into[i * pixels + pixel] = 1 + (labels[placed.index] ?? 0);
                });
              }
            }
          },
        },
      ],
    ]),
    async gather(indices, into) {
      into.fill(0, 0, indices.length * pixels);
      for (let i = 0; i < indices.length; i++) {
        const sample = indices[i] ?? 0;
        for (const placed of sceneOf(sample)) {
          drawDigit({ images, ...placed, side: size }, (pixel, value) => {
            into[i * pixels + pixel] = value;
          });
        }
        if (noise === 0) continue;
        const random = createRandom(seed, 'digit-masks noise', part, sample);
        for (let at = i * pixels; at < (i + 1) * pixels; at++) {
          into[at] = Math.min(1, Math.max(0, (into[at] ?? 0) + noise * random.normal()));
        }
      }
    },
  };
}

/** What is where in one picture; no two boxes overlap. */
function scene(
  images: Uint8Array,
  known: number,
  { size, seed, digits }: MasksOptions,
  part: string,
  sample: number,
): readonly Placed[] {
  const random = createRandom(seed, 'digit-masks', part, sample);
  const scene: Placed[] = [];
  const wanted = 1 + random.integer(digits);
  for (let digit = 0; digit < wanted; digit++) {
    const index = random.integer(known);
    const ink = inkBox(images, index);
    const highest = size * (LOWEST + (HIGHEST - LOWEST) * random.uniform());
    const scale = Math.min(highest / ink.height, (HIGHEST * size) / ink.width);
    const [width, height] = [ink.width * scale, ink.height * scale];
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const box = { left: (size - width) * random.uniform(), top: (size - height) * random.uniform(), width, height };
      if (scene.some(other => overlap(other.box, box))) continue;
      scene.push({ index, ink, box });
      break;
    }
  }
  return scene;
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
