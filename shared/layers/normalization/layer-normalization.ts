import { z } from 'zod';
import { err, ok } from '../../result';
import { isConstrained } from '../constraints';
import { defineLayer, ONE_INPUT } from '../define';
import { tfjsParams } from '../tfjs-params';
import { normalizationParams, normalizationWeights } from './params';

/** Ba, Kiros and Hinton, "Layer Normalization", 2016 (arXiv:1607.06450); over the last axis. */
export const layerNormalization = defineLayer({
  type: 'layerNormalization',
  kerasClass: 'LayerNormalization',
  category: 'normalization',
  title: 'LayerNormalization',
  summary: 'Brings each place of a sample to mean 0 and deviation 1 over its channels, as transformers do.',
  ports: ONE_INPUT,
  params: z.strictObject(normalizationParams),
  analyze([shape = []], learned) {
    if (shape.length < 2 || shape.length > 4) return err({ code: 'shape/rank', expected: [2, 3, 4], received: shape });
    const weights = normalizationWeights(shape, learned);
    return weights.ok ? ok({ output: shape, weights: weights.value, multiplyAdds: 0 }) : weights;
  },
  whyNotTfjs: ({ betaConstraint, gammaConstraint }) =>
    isConstrained(betaConstraint) || isConstrained(gammaConstraint)
      ? 'TensorFlow.js has no constraints in this layer: leave them out'
      : undefined,
  build: (layers, params) => layers.layerNormalization(tfjsParams(params)),
  samples: [
    { inputs: [[null, 6]], params: {} },
    { inputs: [[null, 5, 4]], params: { epsilon: 0.01, center: false } },
    { inputs: [[null, 3, 4, 5]], params: { scale: false } },
  ],
});
