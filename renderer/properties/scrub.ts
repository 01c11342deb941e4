import type { NumberField } from './fields';

/** How far the pointer goes for one step, in pixels. */
const PIXELS = 4;

/** What a number changes by at a step: a tenth of its order of magnitude, and one where it is whole. */
function stepOf(value: number, integer: boolean): number {
  if (integer) return 1;
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return 10 ** (magnitude - 1);
}

type Range = Pick<NumberField, 'integer' | 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum'>;

/** The number that a drag of some pixels, to the right or (negative) to the left, makes of another, within the range. */
export function scrubbed(from: number, pixels: number, range: Range): number {
  const step = stepOf(from, range.integer);
  const wanted = from + Math.trunc(pixels / PIXELS) * step;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = range;
  const lowest = minimum ?? (exclusiveMinimum === undefined ? -Infinity : exclusiveMinimum + step);
  const highest = maximum ?? (exclusiveMaximum === undefined ? Infinity : exclusiveMaximum - step);
  const inRange = Math.min(Math.max(wanted, Math.min(lowest, from)), Math.max(highest, from));
  // Steps of a tenth add up to 0.30000000000000004.
  return Number(inRange.toPrecision(12));
}
