import type { Plane } from './pixels';

/**
 * One picture a filter of a kernel `[height, width, inputs, filters]`.
 * @param input which input channel's part of each filter; `null` for the mean over all of them.
 */
export function filterPlanes(values: Float32Array, shape: readonly number[], input: number | null): readonly Plane[] {
  const [height = 1, width = 1, inputs = 1, filters = 1] = shape;
  if (input !== null || inputs === 1) {
    // Within a row of pixels, a pixel holds inputs × filters values.
    return Array.from({ length: filters }, (_, filter) => ({
      values,
      width,
      height,
      offset: (input ?? 0) * filters + filter,
      stride: inputs * filters,
    }));
  }
  const means = new Float32Array(height * width * filters);
  for (let i = 0; i < values.length; i++) {
    const pixel = Math.floor(i / (inputs * filters));
    const place = pixel * filters + (i % filters);
    means[place] = (means[place] ?? 0) + (values[i] ?? 0) / inputs;
  }
  return Array.from({ length: filters }, (_, filter) => ({
    values: means,
    width,
    height,
    offset: filter,
    stride: filters,
  }));
}
