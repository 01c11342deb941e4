import { z } from 'zod';
import { defineAugmentation } from './define';

/** torchvision's `RandomResizedCrop`, the proportions kept. */
export const crop = defineAugmentation({
  type: 'crop',
  title: 'Crop',
  summary: 'Cuts a piece out at some place, and brings it back to full size.',
  movesPlaces: true,
  settings: {
    smallest: z.number().min(0.05).max(1).default(0.7).meta({
      title: 'At least',
      description: 'The smallest piece, as a share of height and width.',
      unit: '0.05 to 1',
    }),
  },
});
