import { z } from 'zod';
import { ok } from '../../result';
import { axisInside, axisParam } from '../axis';
import { defineLayer, ONE_INPUT } from '../define';

export const softmax = defineLayer({
  type: 'softmax',
  kerasClass: 'Softmax',
  category: 'activation',
  title: 'Softmax',
  summary: 'Turns scores into shares that sum to 1 along an axis, such as probabilities of classes.',
  ports: ONE_INPUT,
  params: z.strictObject({ axis: axisParam('Along which axis the shares sum to 1; -1 is the last.') }),
  outputActivation: ({ axis }) => (axis === -1 ? 'softmax' : undefined),
  analyze([shape = []], { axis }) {
    const inside = axisInside(shape, axis);
    return inside.ok ? ok({ output: shape, weights: [], multiplyAdds: 0 }) : inside;
  },
  whyNotTfjs: ({ axis }) =>
    axis === -1 ? undefined : 'TensorFlow.js has softmax along the last axis only: set the axis to -1',
  build: (layers, { name, axis }) =>
    axis === -1 ? layers.softmax({ name, axis }) : layers.axisSoftmax({ name, axis }),
  samples: [
    { inputs: [[null, 5]], params: {} },
    { inputs: [[null, 3, 4, 2]], params: { axis: 1 } },
    { inputs: [[null, 3, 4, 2]], params: { axis: 2 } },
  ],
});
