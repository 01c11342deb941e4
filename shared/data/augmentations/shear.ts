import { z } from 'zod';
import { defineAugmentation, fill } from './define';

/** Keras's `RandomShear`, sideways. */
export const shear = defineAugmentation({
  type: 'shear',
  title: 'Shear',
  summary: 'Slants pictures to the left or right.',
  movesPlaces: true,
  settings: {
    degrees: z.number().min(0).max(60).default(10).meta({
      title: 'Up to',
      description: 'The largest angle between an upright line and what becomes of it.',
      unit: '°',
    }),
    fill,
  },
});
