import { z } from 'zod';
import { ok } from '../../result';
import { whyNotTfjsActivation } from '../activations';
import { defineLayer, ONE_INPUT } from '../define';
import { configOfParams, isRecord, isSerialized, paramsOfConfig } from '../keras-config';
import type { RecurrentConfig, WrappedRecurrent } from '../own-layers';
import { NO_RESET_AFTER } from './gru';
import { analyzeRecurrent, type RecurrentSettings, recurrentActivationParam, recurrentParams } from './recurrent';

/** The layers that it may wrap, with the names that Keras gives them. */
const WRAPPED = { SimpleRNN: 'simple_rnn', LSTM: 'lstm', GRU: 'gru' } as const;

const params = z.strictObject({
  layer: z.enum(['LSTM', 'GRU', 'SimpleRNN']).default('LSTM').meta({
    title: 'Layer',
    description: 'The recurrent layer of which there are two, with weights of their own.',
  }),
  mergeMode: z.enum(['concat', 'sum', 'mul', 'ave']).default('concat').meta({
    title: 'Merge mode',
    description: 'How both results become one: side by side, or value by value as sum, product or mean.',
  }),
  ...recurrentParams,
  recurrentActivation: recurrentActivationParam,
});

/** The layer that reads forwards, with Keras's defaults where this one has no parameter. */
function wrapped({ layer, mergeMode: _, recurrentActivation, ...rest }: z.output<typeof params>) {
  const gated = layer === 'SimpleRNN' ? {} : { recurrentActivation };
  const own = { SimpleRNN: {}, LSTM: { unitForgetBias: true }, GRU: { resetAfter: true } }[layer];
  const config: RecurrentConfig & RecurrentSettings = {
    name: WRAPPED[layer],
    goBackwards: false,
    ...rest,
    ...gated,
    ...own,
  };
  return { className: layer, config } satisfies WrappedRecurrent;
}

/** Schuster and Paliwal, "Bidirectional Recurrent Neural Networks", 1997. */
export const bidirectional = defineLayer({
  type: 'bidirectional',
  kerasClass: 'Bidirectional',
  category: 'recurrent',
  title: 'Bidirectional',
  summary: 'Reads a series from both ends with two recurrent layers, so that every step knows what follows it.',
  ports: ONE_INPUT,
  hasInnerActivation: true,
  params,
  analyze([shape = []], values) {
    const { className, config } = wrapped(values);
    const one = analyzeRecurrent(className, shape, config);
    if (!one.ok) return one;
    const { output, weights, multiplyAdds, reach, kept = 0 } = one.value;
    const both = (['forward', 'backward'] as const).flatMap(direction =>
      weights.map(weight => ({
        ...weight,
        name: `${direction}_${config.name}/${weight.name}`,
        kerasPart: `${direction}_layer/${weight.kerasPart}`,
      })),
    );
    const width = values.mergeMode === 'concat' ? 2 * values.units : values.units;
    const twice = { weights: both, multiplyAdds: 2 * multiplyAdds, reach, kept: 2 * kept };
    return ok({ output: [...output.slice(0, -1), width], ...twice });
  },
  whyNotTfjs: ({ layer, recurrentActivation }) =>
    layer === 'GRU' ? NO_RESET_AFTER : layer === 'LSTM' ? whyNotTfjsActivation(recurrentActivation) : undefined,
  kerasConfig(values) {
    const { className, config } = wrapped(values);
    const { name, unitForgetBias: _, goBackwards: __, ...given } = config;
    return {
      merge_mode: values.mergeMode,
      layer: {
        module: 'keras.layers',
        class_name: className,
        config: { name, dtype: 'float32', ...configOfParams(given) },
        registered_name: null,
      },
    };
  },
  fromKeras({ layer, merge_mode: mergeMode }) {
    if (!isSerialized(layer) || !isRecord(layer.config) || !(layer.class_name in WRAPPED)) return undefined;
    return { ...paramsOfConfig(params, layer.config), layer: layer.class_name, mergeMode };
  },
  build: (layers, { name, ...values }) =>
    layers.bidirectional({ name, mergeMode: values.mergeMode, layer: wrapped(values) }),
  samples: [
    { inputs: [[null, 5, 3]], params: {} },
    { inputs: [[null, 5, 3]], params: { layer: 'GRU', units: 3, returnSequences: true, activation: 'softsign' } },
    { inputs: [[null, 4, 2]], params: { layer: 'SimpleRNN', units: 3, mergeMode: 'sum', useBias: false } },
    { inputs: [[null, 4, 2]], params: { units: 3, mergeMode: 'mul', returnSequences: true } },
    { inputs: [[null, 4, 2]], params: { layer: 'GRU', units: 3, dropout: 0.25, recurrentDropout: 0.5 } },
    { inputs: [[null, 4, 2]], params: { units: 3, mergeMode: 'ave', recurrentActivation: 'softsign' } },
  ],
});
