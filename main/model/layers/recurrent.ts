import type { BuiltLayer, LayerFactory } from '#shared/layers/define';
import type { RecurrentConfig, WrappedRecurrent } from '#shared/layers/own-layers';
import { plainLayers } from '../own-layers/own-layers';
import { isBlockLstm, runBlockLstm } from '../recurrent/block-lstm';
import { type Run, runBidirectional, runRecurrent } from '../recurrent/recurrent';
import type { Tensor } from '../tensorflow';
import { type LayerKit, onlyTensor } from './kit';

type Family = Pick<LayerFactory, 'simpleRnn' | 'lstm' | 'gru' | 'bidirectional' | 'timeDistributed'>;

/** tfjs's own recurrent layers run a step as if it were a layer, with several ops more. */
export function recurrentLayers({ tf, ops }: LayerKit): Family {
  const plain = plainLayers(tf);
  const weightsOf = (layer: BuiltLayer): Tensor[] => layer.weights.map(weight => weight.read());
  const run: Run = (layer, x, weights) =>
    layer.className === 'LSTM' && isBlockLstm(layer.config)
      ? runBlockLstm(tf, ops, layer.config, x, weights)
      : runRecurrent(tf, layer, x, weights);
  const running = (
    layer: BuiltLayer,
    className: WrappedRecurrent['className'],
    config: RecurrentConfig,
  ): BuiltLayer => {
    layer.call = inputs => tf.tidy(() => run({ className, config }, onlyTensor(inputs), weightsOf(layer)));
    return layer;
  };
  return {
    simpleRnn: config => running(plain.simpleRnn(config), 'SimpleRNN', config),
    lstm: config => running(plain.lstm(config), 'LSTM', config),
    gru: config => running(plain.gru(config), 'GRU', config),
    bidirectional(args) {
      const layer = plain.bidirectional(args);
      layer.call = inputs =>
        tf.tidy(() => runBidirectional(tf, run, args.layer, args.mergeMode, onlyTensor(inputs), weightsOf(layer)));
      return layer;
    },
    timeDistributed(args) {
      const layer = tf.layers.timeDistributed(args);
      // Only what works on the last axis is wrapped, so that all steps are one call.
      layer.call = (inputs, context) => args.layer.call(inputs, context);
      return layer;
    },
  };
}
