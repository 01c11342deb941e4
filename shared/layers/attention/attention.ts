import { z } from 'zod';
import { err, ok } from '../../result';
import { defineLayer, type WeightSpec } from '../define';
import { ATTENTION_PORTS, attentionShapes, NOT_IN_TFJS } from './shapes';

/**
 * Luong, Pham and Manning, 2015 (arXiv:1508.04025) with "dot"; with "concat" Keras's form of Bahdanau, Cho and Bengio, 2014
 * (arXiv:1409.0473).
 */
export const attention = defineLayer({
  type: 'attention',
  kerasClass: 'Attention',
  category: 'attention',
  title: 'Attention',
  summary: 'For every step of the query, a mean of all steps of the value, weighted by how well the two match.',
  ports: ATTENTION_PORTS,
  params: z.strictObject({
    useScale: z
      .boolean()
      .default(false)
      .meta({ title: 'Use scale', description: 'Learns a factor for the scores, so that attention can be sharper.' }),
    scoreMode: z.enum(['dot', 'concat']).default('dot').meta({
      title: 'Score mode',
      description: 'How well two steps match: their product, or the sum over tanh(query + value).',
    }),
  }),
  analyze(inputs, { useScale, scoreMode }) {
    const shapes = attentionShapes(inputs);
    if (!shapes.ok) return shapes;
    const { query, value } = shapes.value;
    if (query.features !== value.features) return err({ code: 'shape/mismatch', received: inputs, except: 1 });
    const scalar = { shape: [], initializer: 'ones', trainable: true } as const;
    const weights: WeightSpec[] = [];
    if (useScale) weights.push({ name: 'scale', ...scalar });
    if (scoreMode === 'concat') weights.push({ name: 'concat_score_weight', ...scalar });
    const products = scoreMode === 'dot' ? 2 : 1;
    const multiplyAdds = products * query.steps * value.steps * query.features;
    // The output, and how much every step looks at every other.
    const kept = query.steps * (value.features + value.steps);
    return ok({ output: [query.batch, query.steps, value.features], weights, multiplyAdds, reach: 'all', kept });
  },
  whyNotTfjs: () => NOT_IN_TFJS,
  build: (layers, params) => layers.attention(params),
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
        [null, 7, 3],
      ],
      params: { useScale: true, scoreMode: 'concat' },
    },
    {
      inputs: [
        [null, 2, 3],
        [null, 3, 3],
      ],
      params: { useScale: true },
    },
  ],
});
