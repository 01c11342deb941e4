import type { CroppingArgs, UpSamplingArgs, ZeroPaddingArgs } from '#shared/layers/own-layers';
import type { OwnLayerSpec } from './own-layer';

type Pair = readonly [number, number];

/** Keras's `(before, after)` of the one axis, or a list of such pairs, as a list. */
const pairsOf = (sides: Pair | readonly Pair[]): readonly Pair[] => (isPair(sides) ? [sides] : sides);
const isPair = (sides: Pair | readonly Pair[]): sides is Pair => typeof sides[0] === 'number';

/** For series and volumes; tfjs has the layers for pictures. */
export const zeroPadding: OwnLayerSpec<ZeroPaddingArgs> = {
  className: 'ZeroPadding',
  weights: () => [],
  outputShape([shape = []], { padding }) {
    const pairs = pairsOf(padding);
    return shape.map((size, axis) => {
      const [before, after] = pairs[axis - 1] ?? [0, 0];
      return size === null ? null : size + before + after;
    });
  },
  compute(tf, [x], _weights, { padding }) {
    if (!x) throw new Error('Zero padding takes one input.');
    return tf.pad(x, [[0, 0], ...pairsOf(padding).map(([before, after]): [number, number] => [before, after]), [0, 0]]);
  },
};

export const cropping: OwnLayerSpec<CroppingArgs> = {
  className: 'Cropping',
  weights: () => [],
  outputShape([shape = []], { cropping: sides }) {
    const pairs = pairsOf(sides);
    return shape.map((size, axis) => {
      const [before, after] = pairs[axis - 1] ?? [0, 0];
      return size === null ? null : size - before - after;
    });
  },
  compute(tf, [x], _weights, { cropping: sides }) {
    if (!x) throw new Error('Cropping takes one input.');
    const pairs = pairsOf(sides);
    const kept = pairs.map(([before, after], axis) => (x.shape[axis + 1] ?? 0) - before - after);
    return tf.slice(x, [0, ...pairs.map(([before]) => before), 0], [-1, ...kept, -1]);
  },
};

/** Repeats every step of a series, or every value of a volume along each of its axes. */
export const upSampling: OwnLayerSpec<UpSamplingArgs> = {
  className: 'UpSampling',
  weights: () => [],
  outputShape([shape = []], { size }) {
    const times = [1, ...[size].flat(), 1];
    return shape.map((length, axis) => (length === null ? null : length * (times[axis] ?? 1)));
  },
  compute(tf, [x], _weights, { size }) {
    if (!x) throw new Error('UpSampling takes one input.');
    return [size].flat().reduce((repeated, times, index) => {
      const axis = index + 1;
      const copies = tf.stack(
        Array.from({ length: times }, () => repeated),
        axis + 1,
      );
      return tf.reshape(
        copies,
        repeated.shape.map((length, place) => (place === axis ? length * times : length)),
      );
    }, x);
  },
};
