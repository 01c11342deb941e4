/**
 * The value of a square grid between its nodes, bilinear: interpolating probabilities before they become colours keeps the
 * boundary a clean line however coarse the grid is.
 * @param size nodes along one side; the first and the last lie on the edges.
 * @param x from 0 (left) to 1 (right); `y` from 0 (top) to 1 (bottom)
 */
export function sampleGrid(values: Float32Array, size: number, x: number, y: number): number {
  const column = x * (size - 1);
  const row = y * (size - 1);
  const left = Math.min(Math.floor(column), size - 2);
  const top = Math.min(Math.floor(row), size - 2);
  const across = column - left;
  const down = row - top;
  const at = top * size + left;
  const upper = (values[at] ?? 0) * (1 - across) + (values[at + 1] ?? 0) * across;
  const lower = (values[at + size] ?? 0) * (1 - across) + (values[at + size + 1] ?? 0) * across;
  return upper * (1 - down) + lower * down;
}
