import { z } from 'zod';
import { err, ok } from '../../result';
import { dense } from '../core/dense';
import { defineLayer, ONE_INPUT } from '../define';
import { isRecord, isSerialized, paramsOfConfig } from '../keras-config';
import { activationParam, useBiasParam } from '../params';
import { kernelAndBiasParams } from '../weight-settings';

const params = z.strictObject({
  units: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(32)
    .meta({ title: 'Units', description: 'How many outputs each step has.' }),
  activation: activationParam,
  useBias: useBiasParam,
  ...kernelAndBiasParams,
});

/** Keras's wrapper around a Dense, with the parameters of that. */
export const timeDistributed = defineLayer({
  type: 'timeDistributed',
  kerasClass: 'TimeDistributed',
  category: 'recurrent',
  title: 'TimeDistributed Dense',
  summary: 'Applies one Dense to every step of a series, with the same weights for all.',
  ports: ONE_INPUT,
  params,
  analyze([shape = []], values) {
    if (shape.length < 3) return err({ code: 'shape/rank', expected: [3, 4, 5], received: shape });
    const inner = dense.analyze([shape], values);
    if (!inner.ok) return inner;
    const weights = inner.value.weights.map(weight => ({ ...weight, kerasPart: 'layer' }));
    return ok({ ...inner.value, weights });
  },
  whyNotTfjs: values => dense.whyNotTfjs(values),
  kerasConfig: values => ({
    layer: {
      module: 'keras.layers',
      class_name: 'Dense',
      config: { name: 'dense', dtype: 'float32', ...dense.kerasConfig(values) },
      registered_name: null,
    },
  }),
  fromKeras: ({ layer }) =>
    isSerialized(layer) && layer.class_name === dense.kerasClass && isRecord(layer.config)
      ? paramsOfConfig(params, layer.config)
      : undefined,
  build: (layers, { name, ...values }) => layers.timeDistributed({ name, layer: dense.build(layers, 'dense', values) }),
  samples: [
    { inputs: [[null, 5, 3]], params: {} },
    { inputs: [[null, 4, 2, 3]], params: { units: 2, activation: 'relu', useBias: false } },
  ],
});
