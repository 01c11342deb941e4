import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ok } from '#shared/result';
import { createRandom } from '../random/random';
import { type Dataset, defineDataset, type Split } from './define';
import { canvasOptions, validationCount } from './digits/canvas-options';
import { type Box, drawDigit, inkBox } from './digits/draw-digit';
import { countMnist, DIGITS, type Digits, readMnist } from './mnist';

const BoxesOptions = z.strictObject(canvasOptions);
type BoxesOptions = z.infer<typeof BoxesOptions>;

const COLUMNS = ['x', 'y', 'width', 'height'];
/** The height of the ink as a share of the picture's. */
const LOWEST = 0.3;
const HIGHEST = 0.7;

/**
 * Each digit of MNIST at a random place and scale of a larger picture: which one it is, and where. The box is x and y of its
 * upper left corner, width and height, all as shares of the picture's side.
 * @param folder as `mnistDataset`'s
 */
export const digitBoxesDataset = (folder?: string): Dataset =>
  defineDataset({
    id: 'digit-boxes',
    title: 'Digit boxes',
    summary: 'A handwritten digit somewhere in a larger picture: which one, and the box around it.',
    kind: 'image',
    sampleShape: [48, 48, 1],
    classes: DIGITS,
    options: BoxesOptions,
    async describe({ size, samples }) {
      const counted = await countMnist(folder);
      if (!counted.ok) return counted;
      return ok({
        sampleShape: [size, size, 1],
        trainingSamples: Math.min(samples, counted.value.trainingSamples),
        validationSamples: Math.min(validationCount(samples), counted.value.validationSamples),
        targets: [
          { kind: 'class', name: 'digit', classes: [...DIGITS] },
          { kind: 'numbers', name: 'box', shape: [4], columns: [...COLUMNS] },
        ],
      });
    },
    async load(options, context) {
      const read = await readMnist(context, folder);
      if (!read.ok) return read;
      const { training, validation, fingerprint } = read.value;
      const hash = createHash('sha256').update(`digit-boxes ${fingerprint} ${JSON.stringify(options)}`);
      return ok({
        training: placed(training, options, 'training', options.samples),
        validation: placed(validation, options, 'validation', validationCount(options.samples)),
        fingerprint: `sha256:${hash.digest('hex')}`,
      });
    },
  });

/** Only the places are kept; the pictures are drawn when gathered. */
function placed({ images, labels }: Digits, { size, seed }: BoxesOptions, part: string, samples: number): Split {
  const count = Math.min(samples, labels.length);
  const random = createRandom(seed, 'digit-boxes', part);
  const inks = Array.from({ length: count }, (_, index) => inkBox(images, index));
  const boxes = inks.map((ink): Box => {
    const height = size * (LOWEST + (HIGHEST - LOWEST) * random.uniform());
    const width = (ink.width * height) / ink.height;
    // A wide digit is made smaller, as a whole.
    const shrink = Math.min(1, (HIGHEST * size) / width);
    const [w, h] = [width * shrink, height * shrink];
    return { left: (size - w) * random.uniform(), top: (size - h) * random.uniform(), width: w, height: h };
  });
  return {
    count,
    labels: Int32Array.from(labels.subarray(0, count)),
    fields: new Map([
      [
        'box',
        {
          shape: [4],
          async gather(indices, into) {
            for (let i = 0; i < indices.length; i++) {
              const { left, top, width, height } = boxes[indices[i] ?? 0] ?? NOWHERE;
              into.set([left / size, top / size, width / size, height / size], 4 * i);
            }
          },
        },
      ],
    ]),
    async gather(indices, into) {
      into.fill(0, 0, indices.length * size * size);
      for (let i = 0; i < indices.length; i++) {
        const index = indices[i] ?? 0;
        const ink = inks[index] ?? NOWHERE;
        const box = boxes[index] ?? NOWHERE;
        drawDigit({ images, index, ink, box, side: size }, (pixel, value) => {
          into[i * size * size + pixel] = value;
        });
      }
    },
  };
}

const NOWHERE: Box = { left: 0, top: 0, width: 1, height: 1 };
