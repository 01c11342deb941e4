/** One dimension of a tensor: its size, or `null` where it is known only when data arrives (the batch axis). */
export type Dim = number | null;

/** The shape of a tensor as Keras writes it, batch axis first: `[null, 28, 28, 1]`. Pictures are channels-last. */
export type Shape = readonly Dim[];

/** The number of values in one sample (the batch axis left out), or `null` if an axis other than the batch is unknown. */
export function sampleSize(shape: Shape): number | null {
  let size = 1;
  for (const dim of shape.slice(1)) {
    if (dim === null) return null;
    size *= dim;
  }
  return size;
}

/** The number of values in a tensor of that shape, all of it known. */
export const elementCount = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((dim, i) => dim === b[i]);

/** Keras's way: `(None, 28, 28, 1)`. */
export const formatShape = (shape: Shape): string =>
  `(${shape.map(dim => dim ?? 'None').join(', ')}${shape.length === 1 ? ',' : ''})`;

/** For labels on nodes, one sample only: `28 × 28 × 1`. */
export const formatSampleShape = (shape: Shape): string =>
  shape.length === 1
    ? 'scalar'
    : shape
        .slice(1)
        .map(dim => dim ?? '?')
        .join(' × ');
