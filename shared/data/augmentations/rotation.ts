import { z } from 'zod';
import { defineAugmentation, fill } from './define';

/** Keras's `RandomRotation`. */
export const rotation = defineAugmentation({
  type: 'rotation',
  title: 'Rotation',
  summary: 'Turns pictures about their middle.',
  movesPlaces: true,
  settings: {
    degrees: z.number().min(0).max(180).default(15).meta({
      title: 'Up to',
      description: 'The largest angle, to the left as to the right.',
      unit: '°',
    }),
    fill,
  },
});
