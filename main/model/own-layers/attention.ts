import type { Tensor } from '@tensorflow/tfjs';
import type { Shape } from '#shared/graph/shape';
import type { AttentionArgs, MultiHeadAttentionArgs } from '#shared/layers/own-layers';
import type { OwnLayerSpec, Tfjs } from './own-layer';

/** [batch, steps, features] of both inputs. */
function bothShapes([query, value]: readonly Shape[]): readonly [query: Shape, value: Shape] {
  if (query?.length !== 3 || value?.length !== 3)
    throw new Error('Attention takes two inputs [batch, steps, features].');
  return [query, value];
}

function bothInputs([query, value]: readonly Tensor[]): readonly [query: Tensor, value: Tensor] {
  if (!query || !value) throw new Error('Attention takes two inputs.');
  return [query, value];
}

/** The mean of the values' rows, weighted by softmax of the scores [..., query steps, value steps]. */
const gather = (tf: Tfjs, scores: Tensor, values: Tensor): Tensor => tf.matMul(tf.softmax(scores), values);

/** Without masks and dropout; keys are made from the value. */
export const multiHeadAttention: OwnLayerSpec<MultiHeadAttentionArgs> = {
  className: 'MultiHeadAttention',
  weights(inputs, { numHeads, keyDim, useBias }) {
    const [query, value] = bothShapes(inputs).map(shape => shape[2] ?? 0);
    const perHead = [numHeads, keyDim];
    const dense = (name: string, kernel: number[], bias: number[]) => [
      [`${name}/kernel`, kernel] as const,
      ...(useBias ? [[`${name}/bias`, bias] as const] : []),
    ];
    return [
      ...dense('query', [query ?? 0, ...perHead], perHead),
      ...dense('key', [value ?? 0, ...perHead], perHead),
      ...dense('value', [value ?? 0, ...perHead], perHead),
      ...dense('attention_output', [...perHead, query ?? 0], [query ?? 0]),
    ];
  },
  outputShape: inputs => bothShapes(inputs)[0],
  compute(tf, inputs, weights, { numHeads, keyDim, useBias }) {
    const [query, value] = bothInputs(inputs);
    const width = numHeads * keyDim;
    const left = [...weights];
    const dense = (rows: Tensor, outputs: number): Tensor => {
      const kernel = left.shift();
      if (!kernel) throw new Error('MultiHeadAttention was called before it was built.');
      const product = tf.matMul(rows, tf.reshape(kernel, [-1, outputs]));
      const bias = useBias ? left.shift() : undefined;
      return bias ? tf.add(product, tf.reshape(bias, [outputs])) : product;
    };
    /** [batch, heads, steps, key dim] */
    const heads = (x: Tensor): Tensor => {
      const [batch = 1, steps = 1, features = 1] = x.shape;
      const rows = dense(tf.reshape(x, [batch * steps, features]), width);
      return tf.transpose(tf.reshape(rows, [batch, steps, numHeads, keyDim]), [0, 2, 1, 3]);
    };
    const queries = tf.mul(heads(query), 1 / Math.sqrt(keyDim));
    const scores = tf.matMul(queries, heads(value), false, true);
    const gathered = tf.transpose(gather(tf, scores, heads(value)), [0, 2, 1, 3]);
    return tf.reshape(dense(tf.reshape(gathered, [-1, width]), query.shape[2] ?? 1), query.shape);
  },
};

export const attention: OwnLayerSpec<AttentionArgs> = {
  className: 'Attention',
  weights(inputs, { useScale, scoreMode }) {
    bothShapes(inputs);
    return [
      ...(useScale ? [['scale', []] as const] : []),
      ...(scoreMode === 'concat' ? [['concat_score_weight', []] as const] : []),
    ];
  },
  outputShape(inputs) {
    const [[batch = null, steps = null], [, , features = null]] = bothShapes(inputs);
    return [batch, steps, features];
  },
  compute(tf, inputs, weights, { useScale, scoreMode }) {
    const [query, value] = bothInputs(inputs);
    if (query.shape[2] !== value.shape[2]) throw new Error('Attention compares series of equal features.');
    const scaled = (scores: Tensor): Tensor => (useScale && weights[0] ? tf.mul(scores, weights[0]) : scores);
    if (scoreMode === 'dot') return gather(tf, scaled(tf.matMul(query, value, false, true)), value);
    const factor = weights.at(-1);
    if (!factor) throw new Error('Attention was called before it was built.');
    const sums = tf.tanh(scaled(tf.add(tf.expandDims(query, 2), tf.expandDims(value, 1))));
    return gather(tf, tf.mul(tf.sum(sums, -1), factor), value);
  },
};
