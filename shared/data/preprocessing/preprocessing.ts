import { z } from 'zod';

const side = (title: string) =>
  z.int().min(1).max(2048).default(64).meta({ title, description: 'Of what the network is fed with.', unit: 'px' });

const sized = <const Fit extends string>(fit: Fit) =>
  z.strictObject({ fit: z.literal(fit), height: side('Height'), width: side('Width') });

/** How pictures are brought to another size than the dataset gives them. */
const Size = z.discriminatedUnion('fit', [
  z.strictObject({ fit: z.literal('keep') }),
  sized('resize'),
  sized('crop'),
  sized('pad'),
]);

/** One number for each channel (the last axis), or one for all of them. */
const perChannel = (title: string, description: string, one: z.ZodNumber) =>
  z.array(one).min(1).max(4096).meta({ title, description });

const Normalization = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('computed') }),
  z.strictObject({
    type: z.literal('given'),
    mean: perChannel('Mean', 'Taken away from each channel, after scaling.', z.number()).default([0]),
    deviation: perChannel(
      'Deviation',
      'What each channel is divided by, after scaling.',
      z.number().positive(),
    ).default([1]),
  }),
]);

/** What is done to every sample, for training and validation alike, before the network sees it; in this order. */
export const Preprocessing = z.strictObject({
  size: Size.prefault({ fit: 'keep' }).meta({
    title: 'Size',
    description:
      'Keep: as the dataset gives them. Resize changes the proportions; crop keeps them and cuts off what stands over; pad keeps them and fills up with black.',
  }),
  channels: z
    .enum(['keep', 'rgb', 'grayscale'])
    .default('keep')
    .meta({ title: 'Colours', description: 'Three channels, or one with the luminance.' }),
  scaling: z.enum(['unit', 'symmetric', 'bytes']).default('unit').meta({
    title: 'Scaling',
    description: 'Where a picture is black and white: unit is 0 to 1, symmetric is -1 to 1, bytes is 0 to 255.',
  }),
  normalization: Normalization.prefault({ type: 'none' }).meta({
    title: 'Normalization',
    description:
      'Takes a mean away from each channel and divides by a deviation: computed from the training samples (as they are without augmentation), or given.',
  }),
});
export type Preprocessing = z.infer<typeof Preprocessing>;

/** Samples as the dataset gives them. */
export const noPreprocessing: Preprocessing = Preprocessing.parse({});
