import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, type WeightSpec } from '../define';
import { useBiasParam } from '../params';
import { kernelAndBiasParams, weightSettings } from '../weight-settings';
import { ATTENTION_PORTS, attentionShapes, NOT_IN_TFJS } from './shapes';

/** Vaswani et al., "Attention Is All You Need", 2017 (arXiv:1706.03762). Keys are made from `value`, as Keras does without a key. */
export const multiHeadAttention = defineLayer({
  type: 'multiHeadAttention',
  kerasClass: 'MultiHeadAttention',
  category: 'attention',
  title: 'MultiHeadAttention',
  summary:
    'Lets every step of the query gather what it needs from all steps of the value, in several ways at once; connect both to one layer for self-attention.',
  ports: ATTENTION_PORTS,
  takesInputsApart: true,
  params: z.strictObject({
    numHeads: z
      .int()
      .min(1)
      .max(1024)
      .default(8)
      .meta({ title: 'Heads', description: 'How many ways to look there are, each with weights of its own.' }),
    keyDim: z
      .int()
      .min(1)
      .max(65_536)
      .default(64)
      .meta({ title: 'Key dim', description: 'How many values each head compares and gathers.' }),
    useBias: useBiasParam,
    ...kernelAndBiasParams,
  }),
  analyze(inputs, params) {
    const { numHeads, keyDim, useBias } = params;
    const shapes = attentionShapes(inputs);
    if (!shapes.ok) return shapes;
    const { query, value } = shapes.value;
    const perHead = [numHeads, keyDim];
    const dense = (name: string, part: string, kernel: number[], bias: number[]): WeightSpec[] => {
      const common = { kerasPart: part, trainable: true };
      const product = { ...common, name: `${name}/kernel`, shape: kernel, ...weightSettings('kernel', params) };
      const added = { ...common, name: `${name}/bias`, shape: bias, ...weightSettings('bias', params) };
      return useBias ? [product, added] : [product];
    };
    const weights = [
      ...dense('query', 'query_dense', [query.features, ...perHead], perHead),
      ...dense('key', 'key_dense', [value.features, ...perHead], perHead),
      ...dense('value', 'value_dense', [value.features, ...perHead], perHead),
      ...dense('attention_output', 'output_dense', [...perHead, query.features], [query.features]),
    ];
    const width = numHeads * keyDim;
    // The four products with weights, and the two of every step with every other: scores, and what is gathered.
    const products = 2 * query.steps * query.features * width + 2 * value.steps * value.features * width;
    const multiplyAdds = products + 2 * query.steps * value.steps * width;
    // Queries and what is gathered, keys and values, how much every step looks at every other, and the output.
    const attended = numHeads * query.steps * value.steps;
    const kept = 2 * width * (query.steps + value.steps) + attended + query.steps * query.features;
    return ok({ output: [query.batch, query.steps, query.features], weights, multiplyAdds, reach: 'all', kept });
  },
  whyNotTfjs: () => NOT_IN_TFJS,
  build: (layers, params) => layers.multiHeadAttention(params),
  samples: [
    {
      inputs: [
        [null, 5, 6],
        [null, 5, 6],
      ],
      params: {},
    },
    {
      inputs: [
        [null, 4, 3],
        [null, 7, 5],
      ],
      params: { numHeads: 2, keyDim: 3, useBias: false },
    },
    {
      inputs: [
        [null, 4, 6],
        [null, 3, 6],
      ],
      params: { numHeads: 3, keyDim: 2 },
    },
  ],
});
