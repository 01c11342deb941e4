import { z } from 'zod';
import { sampleSize } from '../../graph/shape';
import { err, ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';

export const flatten = defineLayer({
  type: 'flatten',
  kerasClass: 'Flatten',
  category: 'reshaping',
  title: 'Flatten',
  summary: 'Lays all values of a sample out in one row, so that Dense layers can take them.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({}),
  analyze([shape = []]) {
    const size = sampleSize(shape);
    if (size === null) return err({ code: 'shape/unknown-size', axis: shape.indexOf(null, 1), received: shape });
    return ok({ output: [shape[0] ?? null, size], weights: [], multiplyAdds: 0, kept: 0 });
  },
  // tfjs's own Flatten refuses a row, which Keras leaves as it is.
  build: (layers, { name }) => layers.reshape({ name, targetShape: [-1] }),
  samples: [
    { inputs: [[null, 4, 3, 2]], params: {} },
    { inputs: [[null, 7]], params: {} },
  ],
});
