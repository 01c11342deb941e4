import { z } from 'zod';

const side = (title: string, pixels: number) => z.int().min(0).max(1024).default(pixels).meta({ title });

/** Pixels at each side of a picture. Keras writes them `((top, bottom), (left, right))`. */
export const sidesParam = (title: string, description: string, pixels: number) => {
  const all = { top: pixels, bottom: pixels, left: pixels, right: pixels };
  return z
    .strictObject({
      top: side('Top', pixels),
      bottom: side('Bottom', pixels),
      left: side('Left', pixels),
      right: side('Right', pixels),
    })
    .default(all)
    .meta({ title, description, unit: 'pixels' });
};

interface Sides {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export const asPairs = ({ top, bottom, left, right }: Sides): [[number, number], [number, number]] => [
  [top, bottom],
  [left, right],
];

/** The reverse, also of Keras's short forms: a number for all sides, or one for top and bottom and one for left and right. */
export function fromPairs(pairs: unknown): unknown {
  const [down, across] = Array.isArray(pairs) ? pairs : [pairs, pairs];
  const [top, bottom] = Array.isArray(down) ? down : [down, down];
  const [left, right] = Array.isArray(across) ? across : [across, across];
  return { top, bottom, left, right };
}
