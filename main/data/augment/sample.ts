import type { Fill } from '#shared/data/augmentations/define';
import { type Picture, valueAt } from './picture';

/** Where an output pixel lies in the input: row = a·row + b·column + c, column = d·row + e·column + f, in pixels. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Brings a position on a line of so many pixels inside. Reflect repeats the pixel at the edge: d c b a | a b c d | d c b a. */
function inside(position: number, count: number, fill: Fill): number {
  if (position >= 0 && position < count) return position;
  if (fill === 'constant') return -1;
  if (fill === 'nearest') return position < 0 ? 0 : count - 1;
  const folded = ((position % (2 * count)) + 2 * count) % (2 * count);
  return folded < count ? folded : 2 * count - 1 - folded;
}

const placeOf = (row: number, column: number, width: number, channels: number): number =>
  row < 0 || column < 0 ? -1 : (row * width + column) * channels;

const valueOrBlack = (values: Float32Array, place: number, channel: number): number =>
  place < 0 ? 0 : valueAt(values, place + channel);

/** A new picture of the given size, its pixels where the affine map leads in the old one, bilinear between four pixels. */
export function sampleAffine(
  picture: Picture,
  [a, b, c, d, e, f]: Affine,
  fill: Fill,
  height = picture.height,
  width = picture.width,
): Picture {
  const { height: ofHeight, width: ofWidth, channels, values } = picture;
  const sampled = new Float32Array(height * width * channels);
  let to = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      // Between two rows and two columns, -1 for one that is outside and black; no objects, since this is done for every pixel.
      const atRow = a * row + b * column + c;
      const atColumn = d * row + e * column + f;
      const above = Math.floor(atRow);
      const before = Math.floor(atColumn);
      const down = atRow - above;
      const across = atColumn - before;
      const top = inside(above, ofHeight, fill);
      const bottom = inside(above + 1, ofHeight, fill);
      const left = inside(before, ofWidth, fill);
      const right = inside(before + 1, ofWidth, fill);
      const topLeft = placeOf(top, left, ofWidth, channels);
      const topRight = placeOf(top, right, ofWidth, channels);
      const bottomLeft = placeOf(bottom, left, ofWidth, channels);
      const bottomRight = placeOf(bottom, right, ofWidth, channels);
      for (let channel = 0; channel < channels; channel++) {
        const beside = valueOrBlack(values, topLeft, channel);
        const below = valueOrBlack(values, bottomLeft, channel);
        const upper = beside + across * (valueOrBlack(values, topRight, channel) - beside);
        const lower = below + across * (valueOrBlack(values, bottomRight, channel) - below);
        sampled[to++] = upper + down * (lower - upper);
      }
    }
  }
  return { height, width, channels, values: sampled };
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
