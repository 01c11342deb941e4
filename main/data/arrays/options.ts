import { z } from 'zod';
import { splitOptions } from '../own-files/options';

/** What is said of any samples that come as arrays. */
export const arrayOptions = {
  axes: z.enum(['auto', 'channels last', 'channels first']).default('auto').meta({
    title: 'Axes',
    description:
      'Of pictures with channels: height, width, channels as in Keras, or channels first as in PyTorch, which is turned round.',
  }),
  scaling: z
    .enum(['auto', 'none', 'unit range', 'standardize'])
    .default('auto')
    .meta({
      title: 'Scaling',
      description:
        'Unit range brings the lowest and highest value to 0 and 1, standardize each value to mean 0 and deviation 1 over the ' +
        'training samples. Auto: unit range for pictures, standardize for other numbers.',
    }),
  ...splitOptions,
};
const ArrayOptions = z.strictObject(arrayOptions);
export type ArrayOptions = z.infer<typeof ArrayOptions>;
