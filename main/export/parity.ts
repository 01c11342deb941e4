/** Samples with the batch axis first, row-major. */
export interface Batch {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** One batch for each Input, in the order of the network; the only one may stand alone. */
export type Samples = Batch | readonly Batch[];

export const batchesOf = (samples: Samples): readonly Batch[] => (Array.isArray(samples) ? samples : [samples].flat());

/** How far an exported network's outputs may be from the original's; float32 sums differ in the last bits with their order. */
export const PARITY_TOLERANCE = 1e-5;

/**
 * The largest difference between two outputs, relative to the expected value where that is beyond ±1.
 * NaN agrees with NaN only (a network that diverged is exported as it is); lists of different length never agree.
 */
export function largestDifference(expected: Float32Array, received: Float32Array): number {
  if (expected.length !== received.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (const [index, value] of expected.entries()) {
    const other = received[index] ?? Number.NaN;
    if (Object.is(value, other)) continue;
    const difference = Math.abs(value - other) / Math.max(1, Math.abs(value));
    if (Number.isNaN(difference)) return Number.POSITIVE_INFINITY;
    largest = Math.max(largest, difference);
  }
  return largest;
}
