/** A picture of float32 values, row by row, [height, width, channels]; 0 is black and 1 is white. */
export interface Picture {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Float32Array;
}

/** Another picture of the same size, each value by itself. */
export const mapValues = (picture: Picture, change: (value: number, at: number) => number): Picture => ({
  ...picture,
  values: picture.values.map(change),
});

/** From 0 to 1 whatever was added. */
export const clip = (value: number): number => Math.min(1, Math.max(0, value));

/** The same values elsewhere. @param source where an output pixel's row and column come from */
export function rearrange(
  picture: Picture,
  source: (row: number, column: number) => readonly [row: number, column: number],
): Picture {
  const { height, width, channels, values } = picture;
  const moved = new Float32Array(values.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [fromRow, fromColumn] = source(row, column);
      const from = (fromRow * width + fromColumn) * channels;
      moved.set(values.subarray(from, from + channels), (row * width + column) * channels);
    }
  }
  return { ...picture, values: moved };
}
