import type { AugmentationOf } from '#shared/data/augmentations/augmentations';
import type { Augment } from './define';
import { type Picture, valueAt } from './picture';

/** How far the Gaussian reaches, in its deviations. */
const REACH = 3;

/** A Gaussian blur, the rows first and then the columns; outside, the picture is mirrored. @param sigma its deviation, in pixels */
export function gaussianBlur(picture: Picture, sigma: number): Picture {
  if (sigma <= 0) return picture;
  const radius = Math.max(1, Math.ceil(REACH * sigma));
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const kernel = weights.map(weight => weight / sum);
  const { height, width, channels } = picture;
  const across = alongLines(picture.values, kernel, {
    lines: height,
    count: width,
    line: width * channels,
    step: channels,
    channels,
  });
  const both = alongLines(across, kernel, {
    lines: width,
    count: height,
    line: channels,
    step: width * channels,
    channels,
  });
  return { ...picture, values: both };
}

/** How far it is from one line to the next, and from one pixel of a line to the next, in values. */
interface Lines {
  readonly lines: number;
  readonly count: number;
  readonly line: number;
  readonly step: number;
  readonly channels: number;
}

function alongLines(
  values: Float32Array,
  kernel: Float64Array,
  { lines, count, line, step, channels }: Lines,
): Float32Array {
  const blurred = new Float32Array(values.length);
  const radius = (kernel.length - 1) / 2;
  const places = Int32Array.from({ length: count + 2 * radius }, (_, i) => mirrored(i - radius, count) * step);
  for (let start = 0; start < lines * line; start += line) {
    for (let position = 0; position < count; position++) {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let tap = 0; tap < kernel.length; tap++) {
          // Every index is within its array.
          sum += (kernel[tap] as number) * valueAt(values, start + (places[position + tap] as number) + channel);
        }
        blurred[start + position * step + channel] = sum;
      }
    }
  }
  return blurred;
}

function mirrored(position: number, count: number): number {
  const folded = ((position % (2 * count)) + 2 * count) % (2 * count);
  return folded < count ? folded : 2 * count - 1 - folded;
}

export const blur: Augment<AugmentationOf['blur']> = (picture, { sigma, probability }, random) => {
  const drawn = sigma * random.uniform();
  return random.uniform() < probability ? gaussianBlur(picture, drawn) : picture;
};
