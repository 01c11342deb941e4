import { z } from 'zod';
import { whyNotTfjsActivation } from '../activations';
import { defineLayer, ONE_INPUT } from '../define';
import { activityRegularizerParam } from '../regularizers';
import { analyzeRecurrent, goBackwardsParam, recurrentActivationParam, recurrentParams } from './recurrent';

/** Hochreiter and Schmidhuber, "Long Short-Term Memory", 1997, with the forget gate of Gers et al., 2000. */
export const lstm = defineLayer({
  type: 'lstm',
  kerasClass: 'LSTM',
  category: 'recurrent',
  title: 'LSTM',
  summary: 'Reads a series step by step, with gates that decide what to remember for long: for text and signals.',
  ports: ONE_INPUT,
  hasInnerActivation: true,
  params: z.strictObject({
    ...recurrentParams,
    recurrentActivation: recurrentActivationParam,
    unitForgetBias: z.boolean().default(true).meta({
      title: 'Unit forget bias',
      description: 'Starts the bias of the forget gate at 1, so that a new network does not forget.',
    }),
    goBackwards: goBackwardsParam,
    activityRegularizer: activityRegularizerParam,
  }),
  analyze: ([shape = []], params) => analyzeRecurrent('LSTM', shape, params),
  whyNotTfjs: ({ recurrentActivation }) => whyNotTfjsActivation(recurrentActivation),
  build: (layers, params) => layers.lstm(params),
  samples: [
    { inputs: [[null, 5, 3]], params: {} },
    { inputs: [[null, 5, 3]], params: { units: 4, returnSequences: true, unitForgetBias: false } },
    { inputs: [[null, 4, 2]], params: { units: 3, goBackwards: true, useBias: false, returnSequences: true } },
    { inputs: [[null, 4, 2]], params: { units: 3, activation: 'softsign', recurrentActivation: 'hard_sigmoid' } },
    { inputs: [[null, 4, 2]], params: { units: 3, activation: 'relu', recurrentActivation: 'softmax' } },
    { inputs: [[null, 4, 2]], params: { units: 3, dropout: 0.25, recurrentDropout: 0.5, returnSequences: true } },
    { inputs: [[null, 4, 2]], params: { units: 3, dropout: 0.5, activityRegularizer: { l1: 0.01, l2: 0.2 } } },
  ],
});
