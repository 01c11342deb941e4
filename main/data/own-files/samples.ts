import { createHash } from 'node:crypto';
import type { Split } from '../define';

/** Samples in memory, one after another, row-major. */
export interface Samples {
  readonly values: Uint8Array | Float32Array;
  /** Values of one sample. */
  readonly size: number;
  /** The class number of each sample. */
  readonly labels: Int32Array;
}

/** What a sample's values become: (value - mean) / deviation, by value of a sample, or one for all. */
export interface Scaling {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
  /** What stands for NaN, a missing value, before it is scaled. */
  readonly missing: Float32Array;
}

export const AS_THEY_ARE: Scaling = scaling(0, 1);

/** The same for all values of a sample. */
export function scaling(mean: number, deviation: number): Scaling {
  return { mean: Float32Array.of(mean), deviation: Float32Array.of(deviation), missing: Float32Array.of(mean) };
}

/** The positions of the samples of each part. */
export interface Parts {
  readonly training: readonly number[];
  readonly validation: readonly number[];
}

/**
 * The samples at some positions, scaled when gathered.
 * @param order where each value of a sample is found in what is kept, where that is not the same order
 */
export function splitOf(samples: Samples, positions: readonly number[], by: Scaling, order?: Int32Array): Split {
  const { size, labels } = samples;
  return {
    count: positions.length,
    labels: Int32Array.from(positions, position => labels[position] ?? 0),
    async gather(indices, into) {
      for (let i = 0; i < indices.length; i++) {
        const sample = samples.values.subarray((positions[indices[i] ?? 0] ?? 0) * size);
        scale(sample, into.subarray(i * size, (i + 1) * size), by, order);
      }
    },
  };
}

function scale(
  from: Uint8Array | Float32Array,
  into: Float32Array,
  { mean, deviation, missing }: Scaling,
  order: Int32Array | undefined,
): void {
  const one = mean.length === 1;
  for (let at = 0; at < into.length; at++) {
    const by = one ? 0 : at;
    const value = from[order ? (order[at] ?? 0) : at] ?? Number.NaN;
    const known = Number.isNaN(value) ? (missing[by] ?? 0) : value;
    into[at] = (known - (mean[by] ?? 0)) / (deviation[by] ?? 1);
  }
}

/** Mean and deviation of each value of a sample, over some positions; missing values do not count. A value that never varies keeps the deviation 1. */
export function standardization({ values, size }: Samples, positions: readonly number[]): Scaling {
  const mean = new Float64Array(size);
  const squares = new Float64Array(size);
  const seen = new Float64Array(size);
  // Welford's way, which loses no digits where the mean is large.
  for (const position of positions) {
    for (let at = 0; at < size; at++) {
      const value = values[position * size + at] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      const count = (seen[at] ?? 0) + 1;
      const off = value - (mean[at] ?? 0);
      const now = (mean[at] ?? 0) + off / count;
      seen[at] = count;
      mean[at] = now;
      squares[at] = (squares[at] ?? 0) + off * (value - now);
    }
  }
  const deviation = Float32Array.from(squares, (sum, at) => Math.sqrt(sum / Math.max(1, seen[at] ?? 1)) || 1);
  const means = Float32Array.from(mean);
  return { mean: means, deviation, missing: means };
}

/** The scaling that brings the lowest and the highest value of some positions to 0 and 1. */
export function unitRange({ values, size }: Samples, positions: readonly number[]): Scaling {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const position of positions) {
    for (let at = position * size; at < (position + 1) * size; at++) {
      const value = values[at] ?? Number.NaN;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return high > low ? scaling(low, high - low) : AS_THEY_ARE;
}

/** Changes whenever a sample, a label, their scaling or their parts do. @param about what else the samples depend on */
export function fingerprintOf({ values, labels }: Samples, parts: Parts, by: Scaling, about: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(about));
  const positions = [parts.training, parts.validation].map(part => Int32Array.from(part));
  for (const array of [values, labels, by.mean, by.deviation, by.missing, ...positions]) {
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)).update('\0');
  }
  return `sha256:${hash.digest('hex')}`;
}
