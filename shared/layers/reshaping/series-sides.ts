import { z } from 'zod';

const side = (title: string, initial: number) => z.int().min(0).max(65_536).default(initial).meta({ title });

/** Steps at each end of a series. Keras writes them `(before, after)`. */
export const endsParam = (title: string, description: string, steps: number) =>
  z
    .strictObject({ before: side('Before', steps), after: side('After', steps) })
    .default({ before: steps, after: steps })
    .meta({ title, description, unit: 'steps' });

/** Values at each side of a volume. Keras writes them `((front, back), (top, bottom), (left, right))`. */
export const volumeSidesParam = (title: string, description: string, values: number) =>
  z
    .strictObject({
      front: side('Front', values),
      back: side('Back', values),
      top: side('Top', values),
      bottom: side('Bottom', values),
      left: side('Left', values),
      right: side('Right', values),
    })
    .default({ front: values, back: values, top: values, bottom: values, left: values, right: values })
    .meta({ title, description });

type Ends = z.output<ReturnType<typeof endsParam>>;
type VolumeSides = z.output<ReturnType<typeof volumeSidesParam>>;
type Pair = [number, number];

export const asEnds = ({ before, after }: Ends): Pair => [before, after];

/** The reverse, also of Keras's short form: one number for both ends. */
export function fromEnds(ends: unknown): unknown {
  const [before, after] = Array.isArray(ends) ? ends : [ends, ends];
  return { before, after };
}

export const asVolumePairs = ({ front, back, top, bottom, left, right }: VolumeSides): [Pair, Pair, Pair] => [
  [front, back],
  [top, bottom],
  [left, right],
];

/** The reverse, also of Keras's short forms: one number for all sides, or one for each axis. */
export function fromVolumePairs(pairs: unknown): unknown {
  const [deep, down, across] = Array.isArray(pairs) ? pairs : [pairs, pairs, pairs];
  const [front, back] = Array.isArray(deep) ? deep : [deep, deep];
  const [top, bottom] = Array.isArray(down) ? down : [down, down];
  const [left, right] = Array.isArray(across) ? across : [across, across];
  return { front, back, top, bottom, left, right };
}
