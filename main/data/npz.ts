import { z } from 'zod';
import { err, ok, type Result } from '#shared/result';
import type { LabelledArrays } from './arrays/array-dataset';
import { type ArrayProblem, arrayFilesDataset, type ReadArrays } from './arrays/array-files';
import { readNpy } from './arrays/npy';
import type { NumberArray, TextArray } from './arrays/number-array';
import { arrayOptions } from './arrays/options';
import { readBytes } from './arrays/read-bytes';
import { type PackedArrays, readNpz } from './arrays/read-npz';
import type { Dataset } from './define';
import { fileOption } from './own-files/options';
import type { AfterPiece } from './own-files/reading';
import { wholePath } from './own-files/whole-path';

const MOST_MEMORY = 2 * 2 ** 30;

const NpzOptions = z.strictObject({
  file: fileOption(
    'File',
    'NPZ with x_train, y_train and, where the samples are divided, x_test, y_test; or x and y. Or the NPY file of the samples.',
  ),
  labels: fileOption('Labels', 'The NPY file of the labels; only where the samples are an NPY file too.'),
  ...arrayOptions,
});
type NpzOptions = z.infer<typeof NpzOptions>;

/** How samples and labels are called, the usual first: training, then validation. Without case. */
const NAMES: readonly (readonly [samples: string, labels: string])[] = [
  ['x', 'y'],
  ['images', 'labels'],
  ['data', 'labels'],
  ['data', 'target'],
  ['features', 'labels'],
  ['arr_0', 'arr_1'],
];
const TRAINING = [(name: string) => `${name}_train`, (name: string) => `train_${name}`];
const VALIDATION = [
  ...['val', 'valid', 'validation', 'test'].flatMap(part => [
    (name: string) => `${name}_${part}`,
    (name: string) => `${part}_${name}`,
  ]),
];

interface Pair {
  readonly samples: string;
  readonly labels: string;
}

/** The names of samples and labels in a file, and of those to validate with. */
function findPairs(names: readonly string[]): { readonly training: Pair; readonly validation: Pair | null } | null {
  const find = (wanted: string) => names.find(name => name.toLowerCase() === wanted);
  const pair = (form: (name: string) => string): Pair | null => {
    for (const [x, y] of NAMES) {
      const samples = find(form(x));
      const labels = find(form(y));
      if (samples !== undefined && labels !== undefined) return { samples, labels };
    }
    return null;
  };
  const first = (forms: readonly ((name: string) => string)[]) => forms.map(pair).find(found => found !== null) ?? null;
  const divided = first(TRAINING);
  if (divided) return { training: divided, validation: first(VALIDATION) };
  const whole = pair(name => name);
  return whole && { training: whole, validation: null };
}

type Problem = ArrayProblem<'file' | 'labels'>;
type Paths = { readonly file: string; readonly labels: string };

/** The user's own arrays, as NumPy's `save`, `savez` and `savez_compressed` write them. */
export const npzDataset = (mostMemory = MOST_MEMORY): Dataset =>
  arrayFilesDataset({
    id: 'npz',
    title: 'NumPy arrays',
    summary: 'Arrays of your own: an NPZ file, or two NPY files.',
    options: NpzOptions,
    places: { samples: 'file', labels: 'file' },
    find: async options => findPaths(options),
    pathsOf: ({ file, labels }) => [file, labels],
    read: (paths, after) =>
      /\.npy$/i.test(paths.file) ? readPair(paths, mostMemory, after) : readArchive(paths, mostMemory, after),
    formOf: options => options,
  });

function findPaths(options: NpzOptions): Result<Paths, Problem> {
  const file = wholePath(options.file, 'choose an NPZ file, or an NPY file with the samples');
  if (!file.ok) return err({ option: 'file', message: file.error });
  const labels = options.labels.trim() === '' ? ok('') : wholePath(options.labels, '');
  return labels.ok ? ok({ file: file.value, labels: labels.value }) : err({ option: 'labels', message: labels.error });
}

type Divided = Result<ReadArrays, Problem>;

async function readArchive({ file }: Paths, most: number, after: AfterPiece): Promise<Divided> {
  const problem = (message: string) => err({ option: 'file' as const, message });
  const packed = await readNpz(file, most, after);
  if (!packed.ok) return problem(packed.error);
  const names = [...packed.value.keys()];
  const pairs = findPairs(names);
  if (!pairs) {
    return problem(`${file}: expected the arrays x_train and y_train, or x and y; there are ${names.join(', ')}`);
  }
  const training = unpack(file, packed.value, pairs.training);
  if (!training.ok) return problem(training.error);
  if (!pairs.validation) return ok({ training: training.value, validation: null });
  const validation = unpack(file, packed.value, pairs.validation);
  return validation.ok ? ok({ training: training.value, validation: validation.value }) : problem(validation.error);
}

function unpack(file: string, packed: PackedArrays, pair: Pair): Result<LabelledArrays, string> {
  const array = (name: string) => named(`${file}, ${name}`, packed.get(name) ?? new Uint8Array());
  const samples = array(pair.samples);
  if (!samples.ok) return samples;
  const labels = array(pair.labels);
  return labels.ok ? labelled(samples.value, labels.value) : labels;
}

async function readPair({ file, labels }: Paths, most: number, after: AfterPiece): Promise<Divided> {
  if (labels === '') return err({ option: 'labels', message: `choose the NPY file with the labels of ${file}` });
  const read = async (path: string) => {
    const bytes = await readBytes(path, most, after);
    return bytes.ok ? named(path, bytes.value) : bytes;
  };
  const samples = await read(file);
  if (!samples.ok) return err({ option: 'file', message: samples.error });
  const own = await read(labels);
  if (!own.ok) return err({ option: 'labels', message: own.error });
  const training = labelled(samples.value, own.value);
  return training.ok
    ? ok({ training: training.value, validation: null })
    : err({ option: 'file', message: training.error });
}

interface Named {
  readonly name: string;
  readonly array: NumberArray | TextArray;
}

function named(name: string, bytes: Uint8Array): Result<Named, string> {
  const array = readNpy(bytes);
  return array.ok ? ok({ name, array: array.value }) : err(`${name}: ${array.error}`);
}

function labelled({ name, array }: Named, labels: Named): Result<LabelledArrays, string> {
  if ('texts' in array) return err(`${name}: expected numbers, found texts`);
  return ok({ samples: { name, array }, labels });
}
