import { z } from 'zod';
import { defineLayer, ONE_INPUT } from '../define';
import { analyzeRecurrent, goBackwardsParam, recurrentParams } from './recurrent';

/** Elman, "Finding Structure in Time", 1990. */
export const simpleRnn = defineLayer({
  type: 'simpleRnn',
  kerasClass: 'SimpleRNN',
  category: 'recurrent',
  title: 'SimpleRNN',
  summary: 'Reads a series step by step: memory = activation(input · kernel + memory · recurrent kernel + bias).',
  ports: ONE_INPUT,
  hasInnerActivation: true,
  params: z.strictObject({ ...recurrentParams, goBackwards: goBackwardsParam }),
  analyze: ([shape = []], params) => analyzeRecurrent('SimpleRNN', shape, params),
  build: (layers, params) => layers.simpleRnn(params),
  samples: [
    { inputs: [[null, 5, 3]], params: {} },
    { inputs: [[null, 5, 3]], params: { units: 4, activation: 'relu', useBias: false, returnSequences: true } },
    { inputs: [[null, 4, 2]], params: { units: 3, goBackwards: true, returnSequences: true } },
    { inputs: [[null, 4, 2]], params: { units: 3, dropout: 0.25, recurrentDropout: 0.5, returnSequences: true } },
  ],
});
