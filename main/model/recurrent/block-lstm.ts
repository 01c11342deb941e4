import type { RecurrentConfig } from '#shared/layers/own-layers';
import type { LstmInputs, LstmStep, RawOps } from '../raw-ops';
import type { Tensor, TensorFlow } from '../tensorflow';

/** Whether TensorFlow's fused op computes this LSTM: it has Keras's default functions only. */
export const isBlockLstm = ({ activation, recurrentActivation }: RecurrentConfig): boolean =>
  activation === 'tanh' && recurrentActivation === 'sigmoid';

interface Read {
  readonly inputs: LstmInputs;
  readonly step: LstmStep;
}

/**
 * An LSTM by TensorFlow's fused ops, one a step and one for its gradient, instead of some sixty; the products that do not wait for
 * one another, by the kernels and the inputs, are one for all steps. BlockLSTM, one op for the series, wants an int64 that tfjs
 * cannot make without a warning.
 * @param x [batch, steps, features]
 * @param weights Keras's: kernel, recurrent kernel and, where there is one, bias
 * @returns as `runRecurrent`
 */
export function runBlockLstm(
  tf: TensorFlow,
  ops: RawOps,
  { units, goBackwards, returnSequences }: RecurrentConfig,
  x: Tensor,
  [kernel, recurrent, keptBias]: readonly Tensor[],
): Tensor {
  if (!kernel || !recurrent) throw new Error('LSTM was called before it was built.');
  const [batch = 1, steps = 1, features = 1] = x.shape;
  const inOrder = (series: readonly Tensor[]) => (goBackwards ? [...series].reverse() : [...series]);

  const forward = (series: Tensor, kernels: Tensor, bias: Tensor): Read[] => {
    const read: Read[] = [];
    const start = tf.zeros([batch, units]);
    for (const input of inOrder(tf.unstack(series, 1))) {
      const before = read.at(-1)?.step ?? { memory: start, output: start };
      const inputs = { x: input, memory: before.memory, output: before.output, kernels, bias };
      read.push({ inputs, step: ops.lstmStep(inputs) });
    }
    return read;
  };

  const backward = (dy: Tensor, read: readonly Read[], series: Tensor, kernels: Tensor): Tensor[] => {
    const [byInput, byOutput] = tf.split(kernels, [features, units], 0);
    const wanted = returnSequences ? tf.unstack(dy, 1) : [];
    let byMemory = tf.zeros([batch, units]);
    let carried = returnSequences ? byMemory : dy;
    const sums: Tensor[] = [];
    for (const [index, { inputs, step }] of [...read.entries()].reverse()) {
      const here = wanted[index];
      const [byMemoryBefore, bySums] = ops.lstmStepGrad(inputs, step, byMemory, here ? tf.add(carried, here) : carried);
      byMemory = byMemoryBefore;
      sums.push(bySums);
      if (index > 0 && byOutput) carried = tf.matMul(bySums, byOutput, false, true);
    }
    const rows = (tensors: readonly Tensor[], width: number) =>
      tf.reshape(tf.stack(inOrder(tensors), 1), [batch * steps, width]);
    const all = rows(sums.reverse(), 4 * units);
    const outputs = rows(
      read.map(({ inputs }) => inputs.output),
      units,
    );
    const arrived = tf.concat([tf.reshape(series, [batch * steps, features]), outputs], 1);
    if (!byInput) throw new Error('The kernels of the input are missing.');
    return [
      tf.reshape(tf.matMul(all, byInput, false, true), [batch, steps, features]),
      tf.matMul(arrived, all, true),
      ops.biasAddGrad(all),
    ];
  };

  const run = tf.customGrad((...given) => {
    const [series, kernels, bias, save] = given;
    if (!(series instanceof tf.Tensor) || !(kernels instanceof tf.Tensor) || !(bias instanceof tf.Tensor)) {
      throw new Error('LSTM takes tensors.');
    }
    if (typeof save !== 'function') throw new Error('tfjs gave no way to save tensors.');
    const read = forward(series, kernels, bias);
    const kept = read.flatMap(({ inputs, step }) => [
      inputs.x,
      inputs.memory,
      inputs.output,
      step.memory,
      ...step.parts,
    ]);
    save([series, kernels, bias, ...kept]);
    const outputs = read.map(({ step }) => step.output);
    const last = outputs.at(-1) ?? series;
    const gradFunc = (dy: Tensor, [s = series, k = kernels, b = bias, ...parts]: Tensor[]): Tensor[] =>
      backward(dy, readAgain(parts, k, b), s, k);
    return { value: returnSequences ? tf.stack(outputs, 1) : last, gradFunc };
  });

  const bias = keptBias ?? tf.zeros([4 * units]);
  return run(x, fusedOrder(tf, tf.concat([kernel, recurrent], 0)), fusedOrder(tf, bias));
}

/** How many tensors of a step are saved. */
const SAVED = 9;

/** The steps from what was saved of them. */
function readAgain(parts: readonly Tensor[], kernels: Tensor, bias: Tensor): Read[] {
  const read: Read[] = [];
  for (let at = 0; at < parts.length; at += SAVED) {
    const [x, memory, output, next, i, f, o, ci, co] = parts.slice(at, at + SAVED);
    if (!x || !memory || !output || !next || !i || !f || !o || !ci || !co) throw new Error('A step lacks its parts.');
    // The output itself is not needed again.
    read.push({
      inputs: { x, memory, output, kernels, bias },
      step: { memory: next, output, parts: [i, f, o, ci, co] },
    });
  }
  return read;
}

/** Keras's order (input gate, forget gate, new memory, output gate) as the op's. */
function fusedOrder(tf: TensorFlow, sums: Tensor): Tensor {
  const axis = sums.rank - 1;
  const [i, f, c, o] = tf.split(sums, 4, axis);
  if (!i || !f || !c || !o) throw new Error('LSTM has four sums.');
  return tf.concat([i, c, f, o], axis);
}
