/** Half the plot's side for these coordinates: a little beyond the farthest, in halves. */
export function plotRange(values: Float32Array): number {
  let farthest = 0;
  for (const value of values) farthest = Math.max(farthest, Math.abs(value));
  return Math.max(0.5, Math.ceil(farthest * 1.05 * 2) / 2);
}
