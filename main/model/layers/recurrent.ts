import type { BuiltLayer, LayerFactory } from '#shared/layers/define';
import type { RecurrentConfig, WrappedRecurrent } from '#shared/layers/own-layers';
import { hashSeeds } from '../../random/random';
import { plainLayers } from '../own-layers/own-layers';
import { isBlockLstm, runBlockLstm } from '../recurrent/block-lstm';
import { type DropoutMasks, type Run, runBidirectional, runRecurrent, SUMS } from '../recurrent/recurrent';
import type { Tensor } from '../tensorflow';
import { dropoutMask, stepSeed } from './draw';
import { type LayerContext, type LayerKit, onlyTensor } from './kit';

type Family = Pick<LayerFactory, 'simpleRnn' | 'lstm' | 'gru' | 'bidirectional' | 'timeDistributed'>;

/** tfjs's own recurrent layers run a step as if it were a layer, with several ops more. */
export function recurrentLayers(kit: LayerKit): Family {
  const { tf, ops, seed } = kit;
  const plain = plainLayers(tf);
  const weightsOf = (layer: BuiltLayer): Tensor[] => layer.weights.map(weight => weight.read());

  /** Keras draws one mask of the inputs for all sums, unless it drops of the state as well: then one for each sum. */
  const masksOf = (layer: BuiltLayer, one: WrappedRecurrent, x: Tensor, step: Tensor | undefined): DropoutMasks => {
    const { dropout = 0, recurrentDropout = 0, units, goBackwards } = one.config;
    const [batch = 1, , features = 1] = x.shape;
    const draw = (what: string, rate: number, count: number, width: number): Tensor[] | undefined => {
      if (rate === 0) return undefined;
      const layerSeed = hashSeeds([seed, what, layer.name, goBackwards ? 'backwards' : 'forwards']);
      const masks = dropoutMask(kit, [count, batch, width], rate, stepSeed(kit, layerSeed, step, layer.name));
      return tf.unstack(masks);
    };
    const sums = SUMS[one.className];
    return {
      inputs: draw('dropout', dropout, recurrentDropout > 0 ? sums : 1, features),
      states: draw('recurrentDropout', recurrentDropout, sums, units),
    };
  };

  /** How a layer runs in a call, in which it drops values or not. */
  const runOf =
    (layer: BuiltLayer, { training, step }: Partial<LayerContext>): Run =>
    (one, x, weights) => {
      const { inputs, states } = training ? masksOf(layer, one, x, step) : {};
      if (states) return runRecurrent(tf, one, x, weights, { inputs, states });
      const [mask] = inputs ?? [];
      const kept = mask ? tf.mul(x, tf.expandDims(mask, 1)) : x;
      return one.className === 'LSTM' && isBlockLstm(one.config)
        ? runBlockLstm(tf, ops, one.config, kept, weights)
        : runRecurrent(tf, one, kept, weights);
    };
  const running = (
    layer: BuiltLayer,
    className: WrappedRecurrent['className'],
    config: RecurrentConfig,
  ): BuiltLayer => {
    layer.call = (inputs, context: Partial<LayerContext>) =>
      tf.tidy(() => runOf(layer, context)({ className, config }, onlyTensor(inputs), weightsOf(layer)));
    return layer;
  };
  return {
    simpleRnn: config => running(plain.simpleRnn(config), 'SimpleRNN', config),
    lstm: config => running(plain.lstm(config), 'LSTM', config),
    gru: config => running(plain.gru(config), 'GRU', config),
    bidirectional(args) {
      const layer = plain.bidirectional(args);
      layer.call = (inputs, context: Partial<LayerContext>) =>
        tf.tidy(() => {
          const run = runOf(layer, context);
          return runBidirectional(tf, run, args.layer, args.mergeMode, onlyTensor(inputs), weightsOf(layer));
        });
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
