import { access } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '#shared/result';
import type { LabelledArrays } from './arrays/array-dataset';
import { type ArrayProblem, arrayFilesDataset } from './arrays/array-files';
import { readIdx } from './arrays/idx-array';
import type { NumberArray } from './arrays/number-array';
import { arrayOptions } from './arrays/options';
import { readBytes } from './arrays/read-bytes';
import type { Dataset } from './define';
import { fileOption } from './own-files/options';
import type { AfterPiece } from './own-files/reading';
import { wholePath } from './own-files/whole-path';

const MOST_MEMORY = 2 * 2 ** 30;

const IdxOptions = z.strictObject({
  images: fileOption('Images', 'IDX, as MNIST and its relatives come, also compressed by gzip.'),
  labels: fileOption('Labels', 'Empty: the file beside it that is called labels where this one is called images.'),
  validationImages: fileOption(
    'Validation images',
    'Empty: those called t10k or test beside images that are called train, or else a share of the images.',
  ),
  validationLabels: fileOption('Validation labels', 'Empty: found as the labels are.'),
  ...arrayOptions,
});
type IdxOptions = z.infer<typeof IdxOptions>;

interface Files {
  readonly images: string;
  readonly labels: string;
  readonly validation: { readonly images: string; readonly labels: string } | null;
}
type Problem = ArrayProblem<keyof IdxOptions>;

/** The user's own IDX files: one with the samples, one with their labels, and such a pair to validate with where there is one. */
export const idxDataset = (mostMemory = MOST_MEMORY): Dataset =>
  arrayFilesDataset({
    id: 'idx',
    title: 'IDX files',
    summary: 'Pictures of your own in IDX files, such as Fashion-MNIST or EMNIST.',
    options: IdxOptions,
    places: { samples: 'images', labels: 'labels' },
    find: findFiles,
    pathsOf: namesOf,
    async read(files, after) {
      const training = await readPair(files, mostMemory, after, 'images', 'labels');
      if (!training.ok) return training;
      const validation = files.validation
        ? await readPair(files.validation, mostMemory, after, 'validationImages', 'validationLabels')
        : ok(null);
      return validation.ok ? ok({ training: training.value, validation: validation.value }) : validation;
    },
    formOf: options => options,
  });

const namesOf = ({ images, labels, validation }: Files): string[] => [
  images,
  labels,
  ...(validation ? [validation.images, validation.labels] : []),
];

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** The first of some files beside another that is there. */
async function beside(file: string, names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    const candidate = join(dirname(file), name);
    if (name !== basename(file) && (await exists(candidate))) return candidate;
  }
  return undefined;
}

/** A file's name, with gzip's ending and without. */
const packedOrNot = (name: string): string[] => {
  const bare = name.replace(/\.gz$/i, '');
  return [bare, `${bare}.gz`];
};

/** `train-images-idx3-ubyte.gz` has its labels in `train-labels-idx1-ubyte`, packed or not. */
const labelsBeside = (images: string): Promise<string | undefined> => {
  const name = basename(images)
    .replace(/images/i, 'labels')
    .replace(/idx\d/, 'idx1');
  return beside(images, packedOrNot(name));
};

async function findFiles(options: IdxOptions): Promise<Result<Files, Problem>> {
  const path = (option: 'images' | 'labels' | 'validationImages' | 'validationLabels', whenEmpty: string) => {
    const whole = wholePath(options[option], whenEmpty);
    return whole.ok ? whole : err({ option, message: whole.error });
  };
  const pair = async (
    images: string,
    option: 'labels' | 'validationLabels',
  ): Promise<Result<{ images: string; labels: string }, Problem>> => {
    const found = options[option].trim() === '' ? await labelsBeside(images) : undefined;
    const labels = found === undefined ? path(option, `choose the file with the labels of ${images}`) : ok(found);
    return labels.ok ? ok({ images, labels: labels.value }) : labels;
  };
  const images = path('images', 'choose an IDX file with pictures');
  if (!images.ok) return images;
  const training = await pair(images.value, 'labels');
  if (!training.ok) return training;
  const name = basename(images.value);
  const test = ['t10k', 'test'].flatMap(word => (/train/i.test(name) ? packedOrNot(name.replace(/train/i, word)) : []));
  const kept =
    options.validationImages.trim() === ''
      ? ok(await beside(images.value, test))
      : path('validationImages', 'choose an IDX file with pictures');
  if (!kept.ok) return kept;
  if (kept.value === undefined) return ok({ ...training.value, validation: null });
  const validation = await pair(kept.value, 'validationLabels');
  return validation.ok ? ok({ ...training.value, validation: validation.value }) : validation;
}

async function readPair(
  files: { readonly images: string; readonly labels: string },
  most: number,
  after: AfterPiece,
  imagesOption: keyof IdxOptions,
  labelsOption: keyof IdxOptions,
): Promise<Result<LabelledArrays, Problem>> {
  const samples = await readOne(files.images, most, after);
  if (!samples.ok) return err({ option: imagesOption, message: samples.error });
  const labels = await readOne(files.labels, most, after);
  if (!labels.ok) return err({ option: labelsOption, message: labels.error });
  return ok({
    samples: { name: files.images, array: samples.value },
    labels: { name: files.labels, array: labels.value },
  });
}

async function readOne(file: string, most: number, after: AfterPiece): Promise<Result<NumberArray, string>> {
  const bytes = await readBytes(file, most, after);
  if (!bytes.ok) return bytes;
  const array = readIdx(bytes.value);
  return array.ok ? array : err(`${file}: ${array.error}`);
}
