import { z } from 'zod';
import { whyNotTfjsActivation } from '../activations';
import { defineLayer, ONE_INPUT } from '../define';
import { activityRegularizerParam } from '../regularizers';
import { analyzeRecurrent, goBackwardsParam, recurrentActivationParam, recurrentParams } from './recurrent';

/** Why tfjs cannot have Keras's own GRU, as the end of a sentence. */
export const NO_RESET_AFTER = 'TensorFlow.js has no GRU with "Reset after": turn that off and train again, or use LSTM';

/** Cho et al., "Learning Phrase Representations using RNN Encoder–Decoder", 2014 (arXiv:1406.1078). */
export const gru = defineLayer({
  type: 'gru',
  kerasClass: 'GRU',
  category: 'recurrent',
  title: 'GRU',
  summary:
    'Reads a series step by step, with two gates: remembers nearly as long as LSTM with three quarters of the work.',
  ports: ONE_INPUT,
  hasInnerActivation: true,
  params: z.strictObject({
    ...recurrentParams,
    recurrentActivation: recurrentActivationParam,
    resetAfter: z.boolean().default(true).meta({
      title: 'Reset after',
      description:
        'Multiplies with the recurrent kernel first, and resets then, as cuDNN does; off is as in the paper.',
    }),
    goBackwards: goBackwardsParam,
    activityRegularizer: activityRegularizerParam,
  }),
  analyze: ([shape = []], params) => analyzeRecurrent('GRU', shape, params),
  whyNotTfjs: ({ resetAfter, recurrentActivation }) =>
    resetAfter ? NO_RESET_AFTER : whyNotTfjsActivation(recurrentActivation),
  build: (layers, params) => layers.gru(params),
  samples: [
    { inputs: [[null, 5, 3]], params: {} },
    { inputs: [[null, 5, 3]], params: { units: 4, resetAfter: false, returnSequences: true } },
    { inputs: [[null, 4, 2]], params: { units: 3, goBackwards: true, useBias: false, returnSequences: true } },
    { inputs: [[null, 4, 2]], params: { units: 3, activation: 'softsign', recurrentActivation: 'softmax' } },
    { inputs: [[null, 4, 2]], params: { units: 3, activation: 'silu', resetAfter: false, goBackwards: true } },
    {
      inputs: [[null, 4, 2]],
      params: { units: 3, dropout: 0.5, recurrentDropout: 0.25, resetAfter: false, returnSequences: true },
    },
  ],
});
