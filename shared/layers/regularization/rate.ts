import { z } from 'zod';

/** @param what is dropped */
export const rateParam = (what: string) =>
  z
    .number()
    .min(0)
    .lt(1)
    .default(0.5)
    .meta({ title: 'Rate', description: `The part of the ${what} to drop.`, unit: '0 to 1' });

/** The shape of a mask that drops a channel everywhere; tfjs reads `null` as the input's own size, though its types know numbers only. */
export const dropChannels = (axes: number): number[] =>
  [null, ...Array.from({ length: axes }, () => 1), null] as unknown as number[];
