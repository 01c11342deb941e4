import type { Tensor } from '@tensorflow/tfjs';
import type { RecurrentConfig, WrappedRecurrent } from '#shared/layers/own-layers';
import { activationOf } from '../own-layers/activations';
import type { Tfjs } from '../own-layers/own-layer';

/** What a recurrent layer carries from step to step: what it puts out, and for LSTM its long memory. */
interface State {
  readonly output: Tensor;
  readonly memory?: Tensor;
}

/** One step: takes the input's part of every sum, [batch, sums · units]. */
type Cell = (input: Tensor, state: State) => State;

interface Kernels {
  /** [units, sums · units] */
  readonly recurrent: Tensor;
  /** Added to what comes from the state; only GRU with `resetAfter` has it. */
  readonly recurrentBias?: Tensor;
}

type CellOf = (tf: Tfjs, config: RecurrentConfig, kernels: Kernels) => Cell;

const simpleRnn: CellOf = (tf, { activation }, { recurrent }) => {
  const activate = activationOf(tf, activation);
  return (input, { output }) => ({ output: activate(tf.add(input, tf.matMul(output, recurrent))) });
};

/** Keras's order of the sums: input gate, forget gate, new memory, output gate. */
const lstm: CellOf = (tf, { activation, recurrentActivation = 'sigmoid' }, { recurrent }) => {
  const activate = activationOf(tf, activation);
  const gate = activationOf(tf, recurrentActivation);
  return (input, { output, memory = tf.zerosLike(output) }) => {
    const sums = tf.add(input, tf.matMul(output, recurrent));
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
  const { recurrent, recurrentBias } = kernels;
  const [toGates, toMemory] = resetAfter ? [] : tf.split(recurrent, [2 * units, units], 1);
  return (input, { output }) => {
    const [inputZ, inputR, inputC] = tf.split(input, 3, 1);
    const product = tf.matMul(output, toGates ?? recurrent);
    const [stateZ, stateR, stateC] = tf.split(
      recurrentBias ? tf.add(product, recurrentBias) : product,
      toGates ? 2 : 3,
      1,
    );
    if (!inputZ || !inputR || !inputC || !stateZ || !stateR) throw new Error('GRU has three sums.');
    const z = gate(tf.add(inputZ, stateZ));
    const r = gate(tf.add(inputR, stateR));
    const remembered = toMemory ? tf.matMul(tf.mul(r, output), toMemory) : tf.mul(r, stateC ?? output);
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
 * @returns [batch, units], or [batch, steps, units] in the order of reading where sequences are returned
 */
export function runRecurrent(
  tf: Tfjs,
  { className, config }: WrappedRecurrent,
  x: Tensor,
  [kernel, recurrent, bias]: readonly Tensor[],
): Tensor {
  if (!kernel || !recurrent) throw new Error(`${className} was called before it was built.`);
  const [batch = 1, steps = 1, features = 1] = x.shape;
  const [inputBias, recurrentBias] = bias && bias.rank === 2 ? tf.unstack(bias) : [bias];
  // The input's part of all sums of all steps is one product.
  const products = tf.matMul(tf.reshape(x, [-1, features]), kernel);
  const sums = inputBias ? tf.add(products, inputBias) : products;
  const forwards = tf.unstack(tf.reshape(sums, [batch, steps, -1]), 1);
  // A copy is reversed: tfjs keeps the list itself for the gradient.
  const inputs = config.goBackwards ? [...forwards].reverse() : forwards;

  const step = cells[className](tf, config, { recurrent, recurrentBias });
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
