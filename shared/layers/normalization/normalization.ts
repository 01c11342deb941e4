import { z } from 'zod';
import { err, ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';

/** More channels than these are numbers that nobody measured as such. */
const MOST = 4096;

const channels = (initial: number, item: z.ZodNumber = z.number()) => z.array(item).min(1).max(MOST).default([initial]);

/**
 * Keras's layer with `mean` and `variance` given, so that it has no weights; over the last axis. Keras's own `adapt` measures
 * both on the training data, as the studio does.
 */
export const normalization = defineLayer({
  type: 'normalization',
  kerasClass: 'Normalization',
  category: 'normalization',
  title: 'Normalization',
  summary: 'Brings each channel of the data to mean 0 and deviation 1 by numbers measured beforehand.',
  ports: ONE_INPUT,
  params: z.strictObject({
    mean: channels(0).meta({
      title: 'Mean',
      description: 'What is subtracted: one number for each channel, or one for all.',
    }),
    variance: channels(1, z.number().min(0)).meta({
      title: 'Variance',
      description: 'The square of the deviation that is divided by: one number for each channel, or one for all.',
    }),
    invert: z.boolean().default(false).meta({
      title: 'Invert',
      description: 'Does the reverse: gives numbers with mean 0 and deviation 1 their mean and deviation back.',
    }),
  }),
  measured: ['mean', 'variance'],
  analyze([shape = []], { mean, variance }) {
    if (shape.length < 2) return err({ code: 'shape/rank', expected: [2, 3, 4, 5], received: shape });
    const received = shape.at(-1) ?? null;
    for (const [param, { length }] of Object.entries({ mean, variance })) {
      if (length !== 1 && length !== received) {
        return err({ code: 'shape/per-channel', param, count: length, received: shape });
      }
    }
    return ok({ output: shape, weights: [], multiplyAdds: 0 });
  },
  whyNotTfjs: () => 'TensorFlow.js has no such layer: standardize the data itself, or use BatchNormalization',
  // Keras wants as many of the one as of the other, and takes a number for one of all channels.
  kerasConfig({ mean, variance, invert }) {
    const length = Math.max(mean.length, variance.length);
    const spread = ([first, ...others]: readonly number[]) =>
      length === 1 ? first : [first, ...Array.from({ length: length - 1 }, (_, i) => others[i] ?? first)];
    return { axis: -1, mean: spread(mean), variance: spread(variance), invert };
  },
  build: (layers, params) => layers.normalization(params),
  samples: [
    { inputs: [[null, 6]], params: {} },
    { inputs: [[null, 4, 5, 3]], params: { mean: [0.5, -1, 2], variance: [4, 0.25, 1] } },
    { inputs: [[null, 2, 3]], params: { mean: [0.5, -1, 2], variance: [4, 0.25, 1], invert: true } },
    { inputs: [[null, 5]], params: { mean: [0.25], variance: [0.5] } },
  ],
});
