import { z } from 'zod';
import { defineAugmentation } from './define';

/** Keras's `RandomFlip`. */
export const flip = defineAugmentation({
  type: 'flip',
  title: 'Flip',
  summary: 'Mirrors half of the pictures.',
  movesPlaces: true,
  settings: {
    mode: z.enum(['horizontal', 'vertical', 'both']).default('horizontal').meta({
      title: 'Direction',
      description: 'Horizontal swaps left and right, vertical swaps top and bottom; both decides on each by itself.',
    }),
  },
});
