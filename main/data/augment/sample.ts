import type { Fill } from '#shared/data/augmentations/define';
import type { Picture } from './picture';

/** Where an output pixel lies in the input: row = a·row + b·column + c, column = d·row + e·column + f, in pixels. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Two pixels of a line and how much the second one counts; -1 for what is outside and black. */
interface Taps {
  readonly first: number;
  readonly second: number;
  readonly weight: number;
}

/** Brings a position on a line of so many pixels inside. Reflect repeats the pixel at the edge: d c b a | a b c d | d c b a. */
function inside(position: number, count: number, fill: Fill): number {
  if (position >= 0 && position < count) return position;
  if (fill === 'constant') return -1;
  if (fill === 'nearest') return position < 0 ? 0 : count - 1;
  const folded = ((position % (2 * count)) + 2 * count) % (2 * count);
  return folded < count ? folded : 2 * count - 1 - folded;
}

function taps(position: number, count: number, fill: Fill): Taps {
  const before = Math.floor(position);
  return { first: inside(before, count, fill), second: inside(before + 1, count, fill), weight: position - before };
}

/** A new picture of the given size, its pixels where the affine map leads in the old one, bilinear between four pixels. */
export function sampleAffine(
  picture: Picture,
  [a, b, c, d, e, f]: Affine,
  fill: Fill,
  height = picture.height,
  width = picture.width,
): Picture {
  const { channels } = picture;
  const values = new Float32Array(height * width * channels);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const rows = taps(a * row + b * column + c, picture.height, fill);
      const columns = taps(d * row + e * column + f, picture.width, fill);
      blend(picture, rows, columns, values, (row * width + column) * channels);
    }
  }
  return { height, width, channels, values };
}

function blend({ width, channels, values }: Picture, rows: Taps, columns: Taps, into: Float32Array, to: number): void {
  const place = (row: number, column: number) => (row < 0 || column < 0 ? -1 : (row * width + column) * channels);
  const topLeft = place(rows.first, columns.first);
  const topRight = place(rows.first, columns.second);
  const bottomLeft = place(rows.second, columns.first);
  const bottomRight = place(rows.second, columns.second);
  for (let channel = 0; channel < channels; channel++) {
    const at = (from: number) => (from < 0 ? 0 : (values[from + channel] ?? 0));
    const top = at(topLeft) + columns.weight * (at(topRight) - at(topLeft));
    const bottom = at(bottomLeft) + columns.weight * (at(bottomRight) - at(bottomLeft));
    into[to + channel] = top + rows.weight * (bottom - top);
  }
}

/**
 * The part of a picture from `top` and `left` on, `ofHeight` × `ofWidth` pixels, brought to another size: as `tf.image.resize`
 * does it without antialiasing, pixel centres at halves.
 */
export function resized(
  picture: Picture,
  height: number,
  width: number,
  { top = 0, left = 0, ofHeight = picture.height, ofWidth = picture.width } = {},
  fill: Fill = 'nearest',
): Picture {
  const down = ofHeight / height;
  const across = ofWidth / width;
  const map: Affine = [down, 0, top + 0.5 * down - 0.5, 0, across, left + 0.5 * across - 0.5];
  return sampleAffine(picture, map, fill, height, width);
}

/** An affine map by its linear part, which leaves the middle of the picture where it is. */
export function aboutMiddle(
  { height, width }: Picture,
  [a, b, d, e]: readonly [number, number, number, number],
): Affine {
  const row = (height - 1) / 2;
  const column = (width - 1) / 2;
  return [a, b, row - a * row - b * column, d, e, column - d * row - e * column];
}
