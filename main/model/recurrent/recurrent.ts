import type { Tensor } from '@tensorflow/tfjs';
import type { RecurrentConfig, WrappedRecurrent } from '#shared/layers/own-layers';
import { activationOf } from '../own-layers/activations';
import type { Tfjs } from '../own-layers/own-layer';

/** How many sums each unit has at each step: one, and one more for each gate. */
export const SUMS = { SimpleRNN: 1, LSTM: 4, GRU: 3 } as const;

/** What a recurrent layer carries from step to step: what it puts out, and for LSTM its long memory. */
interface State {
  readonly output: Tensor;
  readonly memory?: Tensor;
}

/** One step: takes the input's part of every sum, [batch, sums · units]. */
type Cell = (input: Tensor, state: State) => State;

/** What a training step drops of a series and of the state: factors of 0 or above 1, the same at every step. */
export interface DropoutMasks {
  /** Each [batch, features]: one for all sums, or one for each. */
  readonly inputs?: readonly Tensor[] | undefined;
  /** Each [batch, units]: one for each sum. */
  readonly states?: readonly Tensor[] | undefined;
}

interface Kernels {
  /** [units, sums · units] */
  readonly recurrent: Tensor;
  /** Added to what comes from the state; only GRU with `resetAfter` has it. */
  readonly recurrentBias?: Tensor;
  readonly masks?: readonly Tensor[] | undefined;
}

/** `values` · `kernel`, with a mask for each of the equal parts that the kernel has. */
function product(tf: Tfjs, values: Tensor, kernel: Tensor, masks: readonly Tensor[] = []): Tensor {
  const [only, ...others] = masks;
  if (others.length === 0) return tf.matMul(only ? tf.mul(values, only) : values, kernel);
  const kernels = tf.split(kernel, masks.length, 1);
  const parts = masks.map((mask, i) => tf.matMul(tf.mul(values, mask), kernels[i] ?? kernel));
  return tf.concat(parts, 1);
}

type CellOf = (tf: Tfjs, config: RecurrentConfig, kernels: Kernels) => Cell;

const simpleRnn: CellOf = (tf, { activation }, { recurrent, masks }) => {
  const activate = activationOf(tf, activation);
  return (input, { output }) => ({ output: activate(tf.add(input, product(tf, output, recurrent, masks))) });
};

/** Keras's order of the sums: input gate, forget gate, new memory, output gate. */
const lstm: CellOf = (tf, { activation, recurrentActivation = 'sigmoid' }, { recurrent, masks }) => {
  const activate = activationOf(tf, activation);
  const gate = activationOf(tf, recurrentActivation);
  return (input, { output, memory = tf.zerosLike(output) }) => {
    const sums = tf.add(input, product(tf, output, recurrent, masks));
    const [i, f, c, o] = tf.split(sums, 4, 1);
    if (!i || !f || !c || !o) throw new Error('LSTM has four sums.');
    const next = tf.add(tf.mul(gate(f), memory), tf.mul(gate(i), activate(c)));
    return { output: tf.mul(gate(o), activate(next)), memory: next };
  };
};

/** Keras's order of the sums: update gate z, reset gate r, new memory. */
const gru: CellOf = (tf, { units, activation, recurrentActivation = 'sigmoid', resetAfter }, kernels) => {
  const activate = activationOf(tf, activation);
  const gate = activationOf(tf, recurrentActivation);
  const { recurrent, recurrentBias, masks } = kernels;
  const ofMemory = masks?.[2];
  const [toGates, toMemory] = resetAfter ? [] : tf.split(recurrent, [2 * units, units], 1);
  return (input, { output }) => {
    const [inputZ, inputR, inputC] = tf.split(input, 3, 1);
    const sums = product(tf, output, toGates ?? recurrent, toGates ? masks?.slice(0, 2) : masks);
    const [stateZ, stateR, stateC] = tf.split(recurrentBias ? tf.add(sums, recurrentBias) : sums, toGates ? 2 : 3, 1);
    if (!inputZ || !inputR || !inputC || !stateZ || !stateR) throw new Error('GRU has three sums.');
    const z = gate(tf.add(inputZ, stateZ));
    const r = gate(tf.add(inputR, stateR));
    const kept = ofMemory ? tf.mul(output, ofMemory) : output;
    const remembered = toMemory ? tf.matMul(tf.mul(r, kept), toMemory) : tf.mul(r, stateC ?? output);
    const c = activate(tf.add(inputC, remembered));
    // z · output + (1 - z) · c
    return { output: tf.add(c, tf.mul(z, tf.sub(output, c))) };
  };
};

const cells: Readonly<Record<WrappedRecurrent['className'], CellOf>> = { SimpleRNN: simpleRnn, LSTM: lstm, GRU: gru };

/**
 * A recurrent layer over a series of known length, one step after another in tfjs ops: recorded, that is one graph without a loop.
 * @param x [batch, steps, features]
 * @param weights Keras's: kernel, recurrent kernel and, where there is one, bias
 * @param masks what is dropped in a training step
 * @returns [batch, units], or [batch, steps, units] in the order of reading where sequences are returned
 */
export function runRecurrent(
  tf: Tfjs,
  { className, config }: WrappedRecurrent,
  x: Tensor,
  [kernel, recurrent, bias]: readonly Tensor[],
  masks: DropoutMasks = {},
): Tensor {
  if (!kernel || !recurrent) throw new Error(`${className} was called before it was built.`);
  const [batch = 1, steps = 1, features = 1] = x.shape;
  const [inputBias, recurrentBias] = bias && bias.rank === 2 ? tf.unstack(bias) : [bias];
  // The input's part of all sums of all steps is one product.
  const rows = (series: Tensor) => tf.reshape(series, [-1, features]);
  const dropping = masks.inputs?.map(mask => rows(tf.tile(tf.expandDims(mask, 1), [1, steps, 1])));
  const products = product(tf, rows(x), kernel, dropping);
  const sums = inputBias ? tf.add(products, inputBias) : products;
  const forwards = tf.unstack(tf.reshape(sums, [batch, steps, -1]), 1);
  // A copy is reversed: tfjs keeps the list itself for the gradient.
  const inputs = config.goBackwards ? [...forwards].reverse() : forwards;

  const step = cells[className](tf, config, { recurrent, recurrentBias, masks: masks.states });
  let state: State = { output: tf.zeros([batch, config.units]) };
  const outputs: Tensor[] = [];
  for (const input of inputs) {
    state = step(input, state);
    outputs.push(state.output);
  }
  return config.returnSequences ? tf.stack(outputs, 1) : state.output;
}

/** A way to run a recurrent layer, as `runRecurrent` is one. */
export type Run = (layer: WrappedRecurrent, x: Tensor, weights: readonly Tensor[]) => Tensor;

/** Two recurrent layers, one of which reads from the end, and one result of both. @param weights forwards, then backwards */
export function runBidirectional(
  tf: Tfjs,
  run: Run,
  { className, config }: WrappedRecurrent,
  mergeMode: 'concat' | 'sum' | 'mul' | 'ave',
  x: Tensor,
  weights: readonly Tensor[],
): Tensor {
  const half = weights.length / 2;
  const forward = run({ className, config }, x, weights.slice(0, half));
  const reversed = { className, config: { ...config, goBackwards: !config.goBackwards } };
  const read = run(reversed, x, weights.slice(half));
  const backward = config.returnSequences ? tf.reverse(read, 1) : read;
  switch (mergeMode) {
    case 'concat':
      return tf.concat([forward, backward], -1);
    case 'sum':
      return tf.add(forward, backward);
    case 'mul':
      return tf.mul(forward, backward);
    case 'ave':
      return tf.mul(tf.add(forward, backward), 0.5);
  }
}
