/** How a tensor's values are spread, in the terms of TensorFlow's `HistogramProto`. */
export interface Histogram {
  readonly min: number;
  readonly max: number;
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  /** The upper ends of the buckets; the first begins at `min`. */
  readonly limits: readonly number[];
  /** How many values there are in each. */
  readonly buckets: readonly number[];
}

/** More than TensorBoard draws. */
const BUCKETS = 50;

/** @returns `null` where there are no values, or some that are no finite numbers */
export function histogramOf(values: Float32Array): Histogram | null {
  let [min, max, sum, sumOfSquares] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    sumOfSquares += value * value;
  }
  if (values.length === 0 || !Number.isFinite(sum)) return null;
  const common = { min, max, count: values.length, sum, sumOfSquares };
  // All values alike make one bucket of no width.
  if (min === max) return { ...common, limits: [max], buckets: [values.length] };
  const buckets = new Array<number>(BUCKETS).fill(0);
  const scale = BUCKETS / (max - min);
  for (const value of values) {
    const bucket = Math.min(BUCKETS - 1, Math.floor((value - min) * scale));
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  const limits = buckets.map((_, i) => (i === BUCKETS - 1 ? max : min + (i + 1) / scale));
  return { ...common, limits, buckets };
}
