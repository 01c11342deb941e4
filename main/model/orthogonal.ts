import type { Random } from '../random/random';

/**
 * A random matrix whose rows, or columns where these are fewer, have length 1 and are at right angles: Keras's `Orthogonal`
 * (Saxe, McClelland and Ganguli, 2013, arXiv:1312.6120), by Gram and Schmidt instead of Householder.
 * @returns row-major
 */
export function orthogonal(rows: number, columns: number, random: Random): Float32Array {
  const length = Math.max(rows, columns);
  const vectors: Float64Array[] = [];
  while (vectors.length < Math.min(rows, columns)) {
    const vector = Float64Array.from({ length }, () => random.normal());
    for (const other of vectors) {
      const along = dot(vector, other);
      for (let i = 0; i < length; i++) vector[i] = (vector[i] ?? 0) - along * (other[i] ?? 0);
    }
    const size = Math.sqrt(dot(vector, vector));
    vectors.push(vector.map(value => value / size));
  }
  const values = new Float32Array(rows * columns);
  for (const [index, vector] of vectors.entries()) {
    if (rows <= columns) values.set(vector, index * columns);
    else for (let row = 0; row < rows; row++) values[row * columns + index] = vector[row] ?? 0;
  }
  return values;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
