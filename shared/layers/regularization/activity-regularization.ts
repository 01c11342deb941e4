import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { isNone, Regularizer } from '../regularizers';

export const activityRegularization = defineLayer({
  type: 'activityRegularization',
  kerasClass: 'ActivityRegularization',
  category: 'regularization',
  title: 'ActivityRegularization',
  summary: 'Changes nothing, but adds to the loss as the values grow: L1 lets few of them differ from 0.',
  ports: ONE_INPUT,
  params: z.strictObject(Regularizer.shape),
  analyze([shape = []], params) {
    const activity = isNone(params) ? {} : { activity: params };
    return ok({ output: shape, weights: [], multiplyAdds: 0, ...activity });
  },
  // tfjs has none; the loss is the engine's to compute.
  build: (layers, { name }) => layers.activation({ name, activation: 'linear' }),
  samples: [
    { inputs: [[null, 6]], params: { l1: 0.1 } },
    { inputs: [[null, 4, 3]], params: { l1: 0.02, l2: 0.3 } },
  ],
});
