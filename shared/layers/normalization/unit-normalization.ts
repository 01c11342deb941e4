import { z } from 'zod';
import { ok } from '../../result';
import { axisInside, axisParam } from '../axis';
import { defineLayer, ONE_INPUT } from '../define';

export const unitNormalization = defineLayer({
  type: 'unitNormalization',
  kerasClass: 'UnitNormalization',
  category: 'normalization',
  title: 'UnitNormalization',
  summary: 'Scales each row of values to length 1, as embeddings that are compared by their angle want it.',
  ports: ONE_INPUT,
  params: z.strictObject({ axis: axisParam('Along which axis the squares sum to 1; -1 is the last.') }),
  analyze([shape = []], { axis }) {
    const inside = axisInside(shape, axis);
    return inside.ok ? ok({ output: shape, weights: [], multiplyAdds: 0 }) : inside;
  },
  whyNotTfjs: () => 'TensorFlow.js has no such layer; a Keras file holds it',
  build: (layers, params) => layers.unitNormalization(params),
  samples: [
    { inputs: [[null, 5]], params: {} },
    { inputs: [[null, 3, 4, 2]], params: { axis: 1 } },
  ],
});
