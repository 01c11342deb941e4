import { z } from 'zod';
import { defineAugmentation } from './define';

/** `tf.image.adjust_hue` by a random angle; grey pictures stay as they are. */
export const hue = defineAugmentation({
  type: 'hue',
  title: 'Hue',
  summary: 'Turns all colours around the colour wheel.',
  settings: {
    degrees: z.number().min(0).max(180).default(18).meta({
      title: 'Up to',
      description: 'The largest angle, in both directions.',
      unit: '°',
    }),
  },
});
