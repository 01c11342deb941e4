import { type ColorMap, viridis } from './colors';

/** One picture inside a tensor: where its first value lies, and how far apart neighbours are. */
export interface Plane {
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
  readonly offset: number;
  /** From one pixel to the next; the rows follow without a gap. */
  readonly stride: number;
}

/** Channel `channel` of a picture `[height, width, channels]`; of a matrix `[height, width]`, itself. */
export function channelOf(values: Float32Array, shape: readonly number[], channel: number): Plane {
  const [height = 1, width = 1, channels = 1] = shape;
  return { values, width, height, offset: channel, stride: channels };
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** The lowest and the highest value; values that are not finite are left out. */
export function rangeOf({ values, width, height, offset, stride }: Plane): Range {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < width * height; i++) {
    const value = values[offset + i * stride] ?? Number.NaN;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : { low: 0, high: 0 };
}

/** The range that puts 0 in the middle. */
export const aroundZero = ({ low, high }: Range): Range => {
  const farthest = Math.max(-low, high);
  return { low: -farthest, high: farthest };
};

/** RGBA bytes of a picture; a range without extent is drawn in the lowest colour. */
export function colorize(
  plane: Plane,
  { low, high }: Range,
  colors: ColorMap = viridis,
): Uint8ClampedArray<ArrayBuffer> {
  const { values, width, height, offset, stride } = plane;
  const pixels = new Uint8ClampedArray(width * height * 4);
  const scale = high > low ? 255 / (high - low) : 0;
  for (let i = 0; i < width * height; i++) {
    const value = values[offset + i * stride] ?? low;
    const color = 4 * Math.min(255, Math.max(0, Math.round((value - low) * scale)));
    pixels[4 * i] = colors[color] ?? 0;
    pixels[4 * i + 1] = colors[color + 1] ?? 0;
    pixels[4 * i + 2] = colors[color + 2] ?? 0;
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}

/** RGBA bytes of a picture `[height, width, 3]` as it is, with values in `range`. */
export function colorPicture(
  values: Float32Array,
  [height = 1, width = 1]: readonly number[],
  { low, high }: Range,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(width * height * 4);
  const scale = high > low ? 255 / (high - low) : 0;
  for (let i = 0; i < width * height; i++) {
    for (let channel = 0; channel < 3; channel++) {
      pixels[4 * i + channel] = ((values[3 * i + channel] ?? low) - low) * scale;
    }
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}
