type Rgb = readonly [number, number, number];

/** Told apart on black and on white, neighbours most of all; after the last one they begin anew. The first is for the background. */
const COLORS: readonly [Rgb, ...Rgb[]] = [
  [60, 66, 78],
  [86, 146, 255],
  [255, 150, 60],
  [64, 190, 110],
  [240, 90, 160],
  [180, 130, 255],
  [40, 190, 190],
  [240, 80, 80],
  [190, 160, 60],
  [130, 200, 60],
  [190, 140, 110],
];

export const classColor = (index: number): Rgb => COLORS[index % COLORS.length] ?? COLORS[0];

export interface ClassMap {
  /** RGBA bytes, row by row: each pixel in the colour of its likeliest class. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** The classes that some pixel has, with the share of pixels that have it; the most frequent first. */
  readonly shares: readonly { readonly index: number; readonly share: number }[];
}

/** @param values class scores `[height, width, classes]` */
export function classMap(values: Float32Array, [height = 0, width = 0, classes = 0]: readonly number[]): ClassMap {
  const pixels = new Uint8ClampedArray(height * width * 4);
  const counts = new Map<number, number>();
  for (let pixel = 0; pixel < height * width; pixel++) {
    let likeliest = 0;
    for (let index = 1; index < classes; index++) {
      const score = values[pixel * classes + index] ?? Number.NEGATIVE_INFINITY;
      if (score > (values[pixel * classes + likeliest] ?? Number.NEGATIVE_INFINITY)) likeliest = index;
    }
    counts.set(likeliest, (counts.get(likeliest) ?? 0) + 1);
    pixels.set([...classColor(likeliest), 255], pixel * 4);
  }
  const shares = [...counts].map(([index, count]) => ({ index, share: count / (height * width) }));
  return { pixels, shares: shares.sort((a, b) => b.share - a.share) };
}
