import { fromWire } from '#shared/protocol/tensor';
import { type Picture, resample } from '../inspect/pad-image';
import type { Probe } from '../inspect/probe';
import { isPicture } from '../inspect/SamplePicture';

/** The most pixels a side: so few that a single one can still be seen. */
export const LARGEST_SIDE = 64;

const SIDE = 32;

/**
 * A picture in grey, 0 to 1, made to show what kernels do: level, upright and slanted edges, thin lines, a round shape, a dot, and
 * slow slopes of brightness that an edge detector must leave dark.
 */
export function suppliedPicture(): Picture {
  const values = Float32Array.from({ length: SIDE * SIDE }, (_, index) =>
    brightness(index % SIDE, Math.floor(index / SIDE)),
  );
  return { width: SIDE, height: SIDE, values };
}

function brightness(x: number, y: number): number {
  const isDisc = (x - 22.5) ** 2 + (y - 9) ** 2 <= 6.5 ** 2;
  const isSquare = x >= 4 && x < 13 && y >= 4 && y < 14;
  const isTriangle = y >= 18 && y < 28 && x >= 3 && x - 3 <= y - 18;
  const isLine = y >= 19 && y < 29 && (x === 17 || x === 20 || x === 23);
  const isDot = x === 27 && y === 26;
  if (isSquare || isDot) return 1;
  if (isDisc) return 0.35 + (0.65 * (x - 16)) / 13;
  if (isTriangle) return 0.85;
  if (isLine) return 0.95;
  return 0.08 + (0.2 * y) / (SIDE - 1);
}

/** The share of each channel in the brightness a person sees (ITU-R BT.601). */
const LUMA = [0.299, 0.587, 0.114] as const;

/** Grey values of interleaved pixels, of which the first three channels count. */
export const toGrey = (
  pixels: ArrayLike<number>,
  { width, height }: Omit<Picture, 'values'>,
  channels: number,
): Picture => ({
  width,
  height,
  values: Float32Array.from({ length: width * height }, (_, index) =>
    LUMA.reduce((sum, share, channel) => sum + share * (pixels[index * channels + channel] ?? 0), 0),
  ),
});

/** The size with the same proportions, no side of which is longer than allowed. */
export function fittingSize({ width, height }: Omit<Picture, 'values'>): Omit<Picture, 'values'> {
  const scale = Math.min(1, LARGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The studio's present sample in grey; `null` where it is no picture. */
export function probePicture(probe: Probe | null): Picture | null {
  if (!probe || !isPicture(probe.tensor.shape)) return null;
  const [height = 1, width = 1, channels = 1] = probe.tensor.shape;
  const values = fromWire(probe.tensor);
  const whole = channels === 1 ? { width, height, values } : toGrey(values, { width, height }, channels);
  const size = fittingSize(whole);
  if (size.width === width && size.height === height) return whole;
  return resample(whole, { left: 0, top: 0, width, height }, size.width, size.height);
}
