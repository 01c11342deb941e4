import { type Augmentation, isMixing } from '#shared/data/augmentations/augmentations';
import { CLASS, type DatasetTarget, SAMPLE } from '#shared/data/targets';
import { elementCount } from '#shared/graph/shape';
import type { Ends } from '#shared/project/ends';
import type { Draw, Split } from '../data/define';
import { sharedBytes, sharedValues } from '../data/pipeline/gather';
import { shadesTensor } from '../data/pipeline/shades-tensor';
import type { Tensor, TensorFlow } from '../model/tensorflow';
import { classRows } from './losses/define';
import { type Mixing, mixed, mixingPlan } from './mix-batch';

/** What a batch is made of: for each Input and each output of a network the name of what it takes of the dataset. */
export interface BatchParts {
  /** The shapes are those of one sample. */
  readonly inputs: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly targets: readonly BatchTarget[];
  /** How the samples of a training batch are mixed; its classes are then shares of each, float32 [n, width]. */
  readonly mixing?: Mixing;
}

interface BatchTarget {
  readonly name: string;
  readonly kind: DatasetTarget['kind'];
  /** Of one sample; `[]` for a class. */
  readonly shape: readonly number[];
  /** Whether the split's `labels` hold it. */
  readonly isLabel: boolean;
  /** Of a class: how many values the output has, 1 for a yes or no. */
  readonly width: number;
}

/** Of a network with one Input, whose only output learns the class. */
export const onlyClass = (sampleShape: readonly number[]): BatchParts => ({
  inputs: [{ name: SAMPLE, shape: sampleShape }],
  targets: [{ name: CLASS, kind: 'class', shape: [], isLabel: true, width: 1 }],
});

/**
 * @param ends of a project without errors
 * @param classTarget the name of the dataset's first target that is a class
 * @param augmentations those of the project, some of which may mix
 */
export const partsOfEnds = (
  { inputs, outputs }: Ends,
  classTarget: string | undefined,
  augmentations: readonly Augmentation[] = [],
): BatchParts => ({
  ...mixingOf(augmentations, inputs[0]?.input?.shape ?? []),
  inputs: inputs.flatMap(({ input }) => (input ? [input] : [])),
  targets: outputs.flatMap(({ target, shape }) =>
    target
      ? [
          {
            name: target.name,
            kind: target.kind,
            shape: target.kind === 'class' ? [] : target.shape,
            isLabel: target.kind === 'class' && target.name === classTarget,
            width: shape.at(-1) ?? 1,
          },
        ]
      : [],
  ),
});

/** @param sampleShape of the network's first input */
export function mixingOf(
  augmentations: readonly Augmentation[],
  sampleShape: readonly number[],
): Pick<BatchParts, 'mixing'> {
  const steps = augmentations.flatMap((settings, place) => (isMixing(settings) ? [{ settings, place }] : []));
  if (steps.length === 0) return {};
  const [height = 1, width = 1] = sampleShape;
  return { mixing: { steps, picture: sampleShape.length === 3 ? [height, width] : null } };
}

/**
 * The memory that a batch's numbers are in, by their names: what two ends take is there once. Bytes stand for themselves by 255:
 * they become float32 in TensorFlow, which is faster and moves a quarter.
 */
export type BatchValues = ReadonlyMap<string, Float32Array | Uint8Array>;

const isInput = (target: BatchTarget): boolean => target.kind === 'input';

/** What is gathered for a batch, each once. */
const gatheredParts = ({ inputs, targets }: BatchParts) => {
  const inputsOfTargets = targets.filter(isInput);
  const fields = targets.filter(target => !isInput(target) && !target.isLabel);
  const samples = new Map([...inputs, ...inputsOfTargets].map(({ name, shape }) => [name, elementCount(shape)]));
  return { samples, fields: new Map(fields.map(({ name, shape }) => [fieldKey(name), elementCount(shape)])) };
};

/** A target may have the name of an input. */
const fieldKey = (name: string) => `target ${name}`;

/** Up to so many values, a batch is filled sooner than another graph is run. */
const FEW_VALUES = 2 ** 19;

/** Memory for batches of at most so many samples. */
export const batchMemory = (parts: BatchParts, count: number): ReadonlyMap<string, Float32Array> =>
  new Map(sizesOf(parts).map(([name, size]) => [name, sharedValues(count * size)]));

/** The same where only tensors are made of it: bytes for many samples of a split that has them. */
export function tensorMemory({ gatherBytes }: Split, parts: BatchParts, count: number): BatchValues {
  const memory = (name: string, length: number) =>
    name === SAMPLE && gatherBytes && length > FEW_VALUES ? sharedBytes(length) : sharedValues(length);
  return new Map(sizesOf(parts).map(([name, size]) => [name, memory(name, count * size)]));
}

function sizesOf(parts: BatchParts): (readonly [name: string, size: number])[] {
  const { samples, fields } = gatheredParts(parts);
  return [...samples, ...fields];
}

/** Fills a batch's memory. @throws SamplesGone where its samples can no longer be read */
export async function gatherBatch(
  split: Split,
  parts: BatchParts,
  indices: ArrayLike<number>,
  into: BatchValues,
  draw: Draw | undefined,
): Promise<void> {
  const { samples, fields } = gatheredParts(parts);
  const gather = (key: string, name: string, size: number): Promise<void> => {
    const values = into.get(key)?.subarray(0, indices.length * size);
    if (!values) throw new Error(`There is no memory for ${key}.`);
    if (values instanceof Uint8Array) return bytesOf(split)(indices, values);
    return key === SAMPLE ? split.gather(indices, values, draw) : fieldOf(split, name).gather(indices, values);
  };
  await Promise.all([
    ...[...samples].map(([name, size]) => gather(name, name, size)),
    ...[...fields].map(([key, size]) => gather(key, key.slice(fieldKey('').length), size)),
  ]);
}

function bytesOf({ gatherBytes }: Split) {
  if (!gatherBytes) throw new Error('There is memory for bytes, and the samples are none.');
  return gatherBytes;
}

function fieldOf({ fields }: Split, name: string) {
  const field = fields?.get(name);
  if (!field) throw new Error(`The dataset said that its samples have "${name}", and they do not.`);
  return field;
}

/** A batch's tensors; what several ends take is one tensor. @param draw mixes them, where the parts say how */
export function batchTensors(
  tf: TensorFlow,
  { labels }: Split,
  { inputs, targets, mixing }: BatchParts,
  indices: ArrayLike<number>,
  values: BatchValues,
  draw?: Draw,
): { samples: Tensor[]; labels: Tensor[] } {
  const made = new Map<string, Tensor>();
  const count = indices.length;
  const tensorOf = (key: string, shape: readonly number[], dtype: 'float32' | 'int32'): Tensor => {
    const known = made.get(key);
    if (known) return known;
    const own = (values.get(key) ?? new Float32Array()).subarray(0, count * elementCount(shape));
    const whole = [count, ...shape];
    const tensor =
      own instanceof Uint8Array
        ? shadesTensor(tf, own, whole)
        : tf.tensor(dtype === 'int32' ? Int32Array.from(own) : own, whole, dtype);
    made.set(key, tensor);
    return tensor;
  };
  const classes = (): Tensor => {
    const known = made.get('class numbers');
    const numbers =
      known ??
      tf.tensor1d(
        Int32Array.from({ length: count }, (_, i) => labels[indices[i] ?? 0] ?? 0),
        'int32',
      );
    made.set('class numbers', numbers);
    return numbers;
  };
  const tensors = {
    samples: inputs.map(({ name, shape }) => tensorOf(name, shape, 'float32')),
    labels: targets.map(target => {
      if (target.isLabel) return classes();
      if (isInput(target)) return tensorOf(target.name, target.shape, 'float32');
      return tensorOf(fieldKey(target.name), target.shape, target.kind === 'numbers' ? 'float32' : 'int32');
    }),
  };
  return mixing && draw ? mixedTensors(tf, tensors, targets, mixing, mixingPlan(mixing, indices, draw)) : tensors;
}

/** Takes the tensors over. What was one tensor is one again. */
function mixedTensors(
  tf: TensorFlow,
  { samples, labels }: { samples: Tensor[]; labels: Tensor[] },
  targets: readonly BatchTarget[],
  mixing: Mixing,
  plan: ReturnType<typeof mixingPlan>,
): { samples: Tensor[]; labels: Tensor[] } {
  const made = new Map<string, Tensor>();
  const mix = (tensor: Tensor, width: number | null): Tensor => {
    const key = `${tensor.id} ${width}`;
    const known = made.get(key);
    if (known) return known;
    const rows = width === null ? tensor : classRows(tf, tensor, width);
    const result = mixed(tf, rows, plan, mixing.picture);
    if (rows !== tensor) rows.dispose();
    made.set(key, result);
    return result;
  };
  const own = {
    samples: samples.map(tensor => mix(tensor, null)),
    labels: labels.map((tensor, i) => mix(tensor, targets[i]?.kind === 'class' ? targets[i].width : null)),
  };
  tf.dispose([...samples, ...labels]);
  return own;
}
