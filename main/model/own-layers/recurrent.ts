import type { Shape } from '#shared/graph/shape';
import type { BidirectionalArgs, RecurrentConfig, WrappedRecurrent } from '#shared/layers/own-layers';
import { type Run, runBidirectional, runRecurrent, SUMS } from '../recurrent/recurrent';
import type { OwnLayerSpec } from './own-layer';

function weightsOf({ className, config }: WrappedRecurrent, features: number) {
  const { units, useBias, resetAfter } = config;
  const sums = SUMS[className] * units;
  const bias = resetAfter ? [2, sums] : [sums];
  const kernels = [
    ['kernel', [features, sums]],
    ['recurrent_kernel', [units, sums]],
  ] as const;
  return useBias ? [...kernels, ['bias', bias] as const] : kernels;
}

const outputShape = ([batch = null, steps = null]: Shape, { returnSequences }: RecurrentConfig, width: number) =>
  returnSequences ? [batch, steps, width] : [batch, width];

function seriesShape([shape]: readonly Shape[]): Shape {
  if (shape?.length !== 3) throw new Error('A recurrent layer takes [batch, steps, features].');
  return shape;
}

/** Keras's GRU with `reset_after`; tfjs's own is without. */
export const gru: OwnLayerSpec<RecurrentConfig> = {
  className: 'GRU',
  weights: (inputs, config) => weightsOf({ className: 'GRU', config }, seriesShape(inputs)[2] ?? 0),
  outputShape: (inputs, config) => outputShape(seriesShape(inputs), config, config.units),
  compute(tf, [x], weights, config) {
    if (!x) throw new Error('GRU takes one input.');
    return runRecurrent(tf, { className: 'GRU', config }, x, weights);
  },
};

/** tfjs's own makes its two layers out of tfjs's own. */
export const bidirectional: OwnLayerSpec<BidirectionalArgs> = {
  className: 'Bidirectional',
  weights(inputs, { layer }) {
    const one = weightsOf(layer, seriesShape(inputs)[2] ?? 0);
    return (['forward', 'backward'] as const).flatMap(direction =>
      one.map(([name, shape]) => [`${direction}_${layer.config.name}/${name}`, shape] as const),
    );
  },
  outputShape(inputs, { layer: { config }, mergeMode }) {
    return outputShape(seriesShape(inputs), config, mergeMode === 'concat' ? 2 * config.units : config.units);
  },
  compute(tf, [x], weights, { layer, mergeMode }) {
    if (!x) throw new Error('Bidirectional takes one input.');
    const run: Run = (one, input, its) => runRecurrent(tf, one, input, its);
    return runBidirectional(tf, run, layer, mergeMode, x, weights);
  },
};
