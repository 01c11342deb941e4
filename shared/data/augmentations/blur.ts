import { z } from 'zod';
import { defineAugmentation, probability } from './define';

/** Keras's `RandomGaussianBlur`. */
export const blur = defineAugmentation({
  type: 'blur',
  title: 'Blur',
  summary: 'Makes pictures less sharp.',
  settings: {
    sigma: z.number().min(0).max(10).default(1).meta({
      title: 'Up to',
      description: 'The largest deviation of the Gaussian.',
      unit: 'px',
    }),
    probability: probability(),
  },
});
