import { z } from 'zod';

/** What the datasets made of MNIST's digits have in common. */
export const canvasOptions = {
  size: z
    .int()
    .min(32)
    .max(128)
    .default(48)
    .meta({ title: 'Size', description: 'Height and width of the pictures.', unit: 'pixels' }),
  samples: z
    .int()
    .min(100)
    .max(60_000)
    .default(12_000)
    .meta({ title: 'Samples', description: 'Pictures to train on; a sixth as many are for validation.' }),
  seed: z
    .int()
    .min(0)
    .max(4_294_967_295)
    .default(0)
    .meta({ title: 'Seed', description: 'Another seed gives other places and sizes.' }),
};

/** How many pictures are for validation. */
export const validationCount = (samples: number): number => Math.floor(samples / 6);
