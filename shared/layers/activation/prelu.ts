import { z } from 'zod';
import { err, ok } from '../../result';
import { defineLayer, type LayerFactory, ONE_INPUT } from '../define';
import { tfjsParams } from '../tfjs-params';
import { weightParams, weightSettings } from '../weight-settings';

type PreluArgs = NonNullable<Parameters<LayerFactory['prelu']>[0]>;

/** He et al., "Delving Deep into Rectifiers", 2015 (arXiv:1502.01852). */
export const prelu = defineLayer({
  type: 'prelu',
  kerasClass: 'PReLU',
  category: 'activation',
  title: 'PReLU',
  summary: 'Keeps what is above 0, and learns what to multiply values below 0 with.',
  ports: ONE_INPUT,
  params: z.strictObject({
    sharedAxes: z
      .array(z.int().min(1).max(5))
      .max(5)
      .refine(axes => new Set(axes).size === axes.length, 'must hold each axis once')
      .default([])
      .meta({
        title: 'Shared axes',
        description: 'The axes that have one slope in common; 1, 2 leaves one for each channel of a picture.',
      }),
    ...weightParams('alpha', 'the slope', 'zeros'),
  }),
  analyze([shape = []], { sharedAxes, ...params }) {
    const outside = sharedAxes.find(axis => axis >= shape.length);
    if (outside !== undefined) return err({ code: 'shape/axis', axis: outside, received: shape });
    const alpha: number[] = [];
    for (const [axis, size] of shape.entries()) {
      if (axis === 0) continue;
      if (!sharedAxes.includes(axis) && size === null)
        return err({ code: 'shape/unknown-size', axis, received: shape });
      alpha.push(sharedAxes.includes(axis) ? 1 : (size ?? 1));
    }
    const weights = [{ name: 'alpha', shape: alpha, trainable: true, ...weightSettings('alpha', params) }];
    return ok({ output: shape, weights, multiplyAdds: 0 });
  },
  build(layers, { sharedAxes, ...params }) {
    const args = { ...tfjsParams(params), sharedAxes: sharedAxes.length > 0 ? sharedAxes : undefined };
    // Here too tfjs takes what it serializes, and its types only objects of its own.
    return layers.prelu(args as unknown as PreluArgs);
  },
  samples: [
    { inputs: [[null, 6]], params: {} },
    { inputs: [[null, 3, 4, 2]], params: { sharedAxes: [1, 2], alphaInitializer: 'random_normal' } },
    { inputs: [[null, 3, 2]], params: { sharedAxes: [1], alphaRegularizer: { l2: 0.1 } } },
  ],
});
