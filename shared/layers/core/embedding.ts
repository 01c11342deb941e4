import { z } from 'zod';
import { err, ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { tfjsParams } from '../tfjs-params';
import { weightParams, weightSettings } from '../weight-settings';

/** Looks rows of a table up. As in Keras, numbers that are not whole are cut off at the point, as all samples arrive as float32. */
export const embedding = defineLayer({
  type: 'embedding',
  kerasClass: 'Embedding',
  category: 'core',
  title: 'Embedding',
  summary: 'Turns each whole number, such as that of a word, into a learned row of values.',
  ports: ONE_INPUT,
  params: z.strictObject({
    inputDim: z
      .int()
      .min(1)
      .max(10_000_000)
      .default(1000)
      .meta({ title: 'Input dim', description: 'How many different numbers may come: 0 up to one less than this.' }),
    outputDim: z
      .int()
      .min(1)
      .max(65_536)
      .default(64)
      .meta({ title: 'Output dim', description: 'How many values stand for each number.' }),
    ...weightParams('embeddings', 'the table', 'random_uniform'),
  }),
  indexCount: ({ inputDim }) => inputDim,
  analyze([shape = []], { inputDim, outputDim, ...params }) {
    if (shape.length < 2) return err({ code: 'shape/rank', expected: [2, 3, 4, 5], received: shape });
    const table = { name: 'embeddings', shape: [inputDim, outputDim], trainable: true };
    const weights = [{ ...table, ...weightSettings('embeddings', params) }];
    const reach = shape.slice(1).map(() => ({ extent: 1, stride: 1, offset: 0 }));
    return ok({ output: [...shape, outputDim], weights, multiplyAdds: 0, reach });
  },
  build: (layers, params) => layers.embedding(tfjsParams(params)),
  samples: [
    { inputs: [[null, 5]], params: {} },
    { inputs: [[null, 2, 3]], params: { inputDim: 7, outputDim: 4, embeddingsInitializer: 'random_normal' } },
  ],
});
