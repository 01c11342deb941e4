import type { DatasetInfo } from '#shared/data/dataset';
import { err, ok, type Result } from '#shared/result';
import type { LoadedDataset } from '../define';
import { classesOf } from '../own-files/classes';
import { type Part, partsOf } from '../own-files/parts';
import {
  AS_THEY_ARE,
  fingerprintOf,
  type Parts,
  type Samples,
  type Scaling,
  scaling,
  splitOf,
  standardization,
  unitRange,
} from '../own-files/samples';
import { labelsOf } from './labels';
import { countOf, type NumberArray, type TextArray } from './number-array';
import type { ArrayOptions } from './options';

/** Samples and labels as a file holds them, each with the name that messages call it by. */
export interface LabelledArrays {
  readonly samples: { readonly name: string; readonly array: NumberArray };
  readonly labels: { readonly name: string; readonly array: NumberArray | TextArray };
}

/** Samples in memory that are ready to be divided and fed. */
export interface ArraySamples {
  readonly samples: Samples;
  readonly classes: readonly string[];
  readonly parts: readonly Part[] | null;
  readonly sampleShape: readonly number[];
  readonly kind: DatasetInfo['kind'];
  /** See `splitOf`. */
  readonly order: Int32Array | undefined;
}

/**
 * Joins the arrays of both parts. The error is a sentence.
 * @param validation where the data are divided already
 */
export function joinArrays(
  training: LabelledArrays,
  validation: LabelledArrays | null,
  axes: ArrayOptions['axes'],
): Result<ArraySamples, string> {
  const parts = validation ? [training, validation] : [training];
  const labels: string[] = [];
  for (const part of parts) {
    const read = labelsOfPart(part);
    if (!read.ok) return read;
    labels.push(...read.value);
  }
  const [shape = [], other = shape] = parts.map(({ samples }) => samples.array.shape.slice(1));
  if (other.join() !== shape.join()) {
    return err(
      `${training.samples.name} has samples of ${shape.join(' × ')}, ${validation?.samples.name} of ${other.join(' × ')}: they must be alike`,
    );
  }
  if (labels.length === 0 || countOf(shape) === 0) return err(`${training.samples.name} is empty`);
  const classes = classesOf(labels, training.labels.name);
  if (!classes.ok) return classes;
  const count = training.samples.array.shape[0] ?? 0;
  return ok({
    samples: {
      values: joined(parts.map(({ samples }) => samples.array.values)),
      size: countOf(shape),
      labels: classes.value.labels,
    },
    classes: classes.value.names,
    parts: validation ? labels.map((_, index) => (index < count ? 'training' : 'validation')) : null,
    ...formOf(shape, axes),
  });
}

function labelsOfPart({ samples, labels }: LabelledArrays): Result<readonly string[], string> {
  const read = labelsOf(labels.array);
  if (!read.ok) return err(`${labels.name} ${read.error}`);
  const [count = 0] = samples.array.shape;
  if (read.value.length === count) return read;
  return err(`${samples.name} has ${count} samples and ${labels.name} ${read.value.length} labels: each needs one`);
}

function joined(arrays: readonly (Uint8Array | Float32Array)[]): Uint8Array | Float32Array {
  const [only] = arrays;
  if (only && arrays.length === 1) return only;
  const length = arrays.reduce((sum, array) => sum + array.length, 0);
  const all = arrays.every(array => array instanceof Uint8Array) ? new Uint8Array(length) : new Float32Array(length);
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}

/** What samples of a shape are: pictures where they have height, width and 1 or 3 channels; without channels, grey ones. */
function formOf(shape: readonly number[], axes: ArrayOptions['axes']) {
  const isChannels = (size: number | undefined) => size === 1 || size === 3;
  if (shape.length === 2) return { sampleShape: [...shape, 1], kind: 'image', order: undefined } as const;
  if (shape.length !== 3)
    return { sampleShape: shape.length > 0 ? shape : [1], kind: 'table', order: undefined } as const;
  const [first = 1, second = 1, third = 1] = shape;
  const isFirst = axes === 'auto' ? isChannels(first) && !isChannels(third) : axes === 'channels first';
  if (!isFirst) return { sampleShape: shape, kind: isChannels(third) ? 'image' : 'table', order: undefined } as const;
  const order = new Int32Array(first * second * third);
  for (let at = 0; at < order.length; at++) {
    const channel = at % first;
    order[at] = channel * second * third + Math.floor(at / first);
  }
  return { sampleShape: [second, third, first], kind: isChannels(first) ? 'image' : 'table', order } as const;
}

const ALREADY_UNIT = { low: 0, high: 1 };

function scalingOf(
  { samples, kind, order }: ArraySamples,
  training: readonly number[],
  wanted: ArrayOptions['scaling'],
): Scaling {
  if (wanted === 'none') return AS_THEY_ARE;
  if (wanted === 'standardize' || (wanted === 'auto' && kind === 'table')) {
    const standard = standardization(samples, training);
    return order ? reordered(standard, order) : standard;
  }
  // A byte's range is known, whatever the darkest and the brightest pixel are.
  if (samples.values instanceof Uint8Array) return scaling(0, 255);
  const found = unitRange(samples, training);
  const low = found.mean[0] ?? 0;
  const high = low + (found.deviation[0] ?? 1);
  const isUnit = low >= ALREADY_UNIT.low && high <= ALREADY_UNIT.high;
  return wanted === 'auto' && isUnit ? AS_THEY_ARE : found;
}

const reordered = ({ mean, deviation, missing }: Scaling, order: Int32Array): Scaling => {
  const turn = (values: Float32Array) => Float32Array.from(order, from => values[from] ?? 0);
  return { mean: turn(mean), deviation: turn(deviation), missing: turn(missing) };
};

export interface DividedArrays extends ArraySamples {
  readonly divided: Parts;
  readonly scaling: Scaling;
}

/** Divides the samples and finds their scaling. The error is a sentence. */
export function divideArrays(arrays: ArraySamples, options: ArrayOptions): Result<DividedArrays, string> {
  const divided = partsOf(arrays.samples.labels, arrays.classes, arrays.parts, options);
  if (!divided.ok) return divided;
  return ok({
    ...arrays,
    divided: divided.value,
    scaling: scalingOf(arrays, divided.value.training, options.scaling),
  });
}

/** What the studio must know of them. */
export const describeArrays = ({ divided, sampleShape, classes, kind }: DividedArrays) => ({
  trainingSamples: divided.training.length,
  validationSamples: divided.validation.length,
  sampleShape: [...sampleShape],
  classes: [...classes],
  kind,
});

export function loadArrays(arrays: DividedArrays): Omit<LoadedDataset, 'info'> {
  const { samples, divided, order, classes, sampleShape } = arrays;
  return {
    training: splitOf(samples, divided.training, arrays.scaling, order),
    validation: splitOf(samples, divided.validation, arrays.scaling, order),
    fingerprint: fingerprintOf(samples, divided, arrays.scaling, { classes, sampleShape }),
    findings: { skipped: [], duplicates: [] },
  };
}
