import { nodeBackend, type Tensor, type TensorFlow } from './tensorflow';

/** TensorFlow's own ops that tfjs has no function for, called by their registered names. Shapes are in row-major NHWC order. */
export interface RawOps {
  /** `value` [..., c] plus `bias` [c]. */
  biasAdd(value: Tensor, bias: Tensor): Tensor;
  /** The sum of `dy` [..., c] over all axes but the last: [c]. */
  biasAddGrad(dy: Tensor): Tensor;
  /** `dy` where relu's input or output is above 0, else 0. */
  reluGrad(dy: Tensor, features: Tensor): Tensor;
  /** `dy` where relu6's input or output is between 0 and 6, else 0. */
  relu6Grad(dy: Tensor, features: Tensor): Tensor;
  /** `dy` times sigmoid's slope, from what sigmoid gave. */
  sigmoidGrad(dy: Tensor, y: Tensor): Tensor;
  /** `dy` times tanh's slope, from what tanh gave. */
  tanhGrad(dy: Tensor, y: Tensor): Tensor;
  /** Logits [n, c] and int32 class numbers [n] to the loss [n] and its gradient by the logits [n, c]. */
  sparseSoftmaxCrossEntropy(logits: Tensor, labels: Tensor): readonly [loss: Tensor, gradient: Tensor];
  /** The same for rows of probabilities [n, c]. */
  softmaxCrossEntropy(logits: Tensor, targets: Tensor): readonly [loss: Tensor, gradient: Tensor];
  /** `x` [n, h, w, c] normalized by its own statistics, times `scale` [c], plus `offset` [c]; the variance is divided by n·h·w - 1. */
  batchNormalization(x: Tensor, scale: Tensor, offset: Tensor, epsilon: number): BatchNormalized;
  /** The gradients by x, scale and offset, from `dy` and `[x, scale, ...reserved]`. */
  batchNormalizationGrad(dy: Tensor, saved: readonly Tensor[], epsilon: number): Tensor[];
  /** The rows of `table` [n, d] at int32 `indices` [m]: [m, d]. On a CPU an index outside 0 … n - 1 is an error, on a GPU its row is 0. */
  gatherRows(table: Tensor, indices: Tensor): Tensor;
  /** The reverse, gatherRows's gradient: the rows of `values` [m, d] added up at their indices, [count, d]. */
  scatterRows(values: Tensor, indices: Tensor, count: number): Tensor;
  /**
   * One step of an LSTM with sigmoid and tanh. The sums are in the order input gate, new memory, forget gate, output gate.
   * @param inputs `x` [b, f], the memory and the output before [b, u], both kernels one above the other [f + u, 4u], bias [4u]
   */
  lstmStep(inputs: LstmInputs): LstmStep;
  /** The gradients of a step by the memory before it [b, u] and by the sums [b, 4u]. */
  lstmStepGrad(
    inputs: LstmInputs,
    step: LstmStep,
    byMemory: Tensor,
    byOutput: Tensor,
  ): readonly [byMemoryBefore: Tensor, bySums: Tensor];
  /** Uniform float32 in [0, 1); the same `seed` (int32 [2]) gives the same numbers. */
  statelessUniform(shape: readonly number[], seed: Tensor): Tensor;
  /** Float32 with mean 0 and deviation 1; the same `seed` (int32 [2]) gives the same numbers. */
  statelessNormal(shape: readonly number[], seed: Tensor): Tensor;
  /** Pictures [n, h, w, c] in another size, the centres of pixels taken for their places, as Keras 3 does. */
  resize(interpolation: Interpolation, x: Tensor, size: readonly [height: number, width: number]): Tensor;
  /** The gradient by `x`, from that by its resized form. */
  resizeGrad(interpolation: Interpolation, dy: Tensor, x: Tensor): Tensor;
}

type Interpolation = 'nearest' | 'bilinear';

export interface BatchNormalized {
  readonly output: Tensor;
  readonly mean: Tensor;
  readonly variance: Tensor;
  /** What the gradient needs. */
  readonly reserved: readonly Tensor[];
}

export interface LstmInputs {
  readonly x: Tensor;
  readonly memory: Tensor;
  readonly output: Tensor;
  readonly kernels: Tensor;
  readonly bias: Tensor;
}

export interface LstmStep {
  readonly memory: Tensor;
  readonly output: Tensor;
  /** What the gradient needs beside the memory: input gate, forget gate, output gate, new memory, tanh of the memory. */
  readonly parts: readonly [i: Tensor, f: Tensor, o: Tensor, ci: Tensor, co: Tensor];
}

const RESIZE = { nearest: 'ResizeNearestNeighbor', bilinear: 'ResizeBilinear' } as const;

interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | string | boolean;
}

export function rawOps(tf: TensorFlow): RawOps {
  const backend = nodeBackend(tf);
  const { TF_ATTR_TYPE, TF_ATTR_STRING, TF_ATTR_FLOAT, TF_ATTR_BOOL } = backend.binding;
  const { TF_FLOAT, TF_INT32 } = backend.binding;
  const type = (name: string, value: number): OpAttribute => ({ name, type: TF_ATTR_TYPE, value });
  const float = type('T', TF_FLOAT);
  const layout: OpAttribute = { name: 'data_format', type: TF_ATTR_STRING, value: 'NHWC' };
  const trainingNorm = (epsilon: number): OpAttribute[] => [
    float,
    type('U', TF_FLOAT),
    { name: 'epsilon', type: TF_ATTR_FLOAT, value: epsilon },
    layout,
    { name: 'is_training', type: TF_ATTR_BOOL, value: true },
  ];
  const pair = (name: string, attributes: OpAttribute[], inputs: Tensor[]): readonly [Tensor, Tensor] => {
    const [first, second] = backend.executeMultipleOutputs(name, attributes, inputs, 2);
    if (!first || !second) throw new Error(`${name} gave fewer than two outputs.`);
    return [first, second];
  };
  const centred: OpAttribute[] = [
    float,
    { name: 'align_corners', type: TF_ATTR_BOOL, value: false },
    { name: 'half_pixel_centers', type: TF_ATTR_BOOL, value: true },
  ];
  const stateless = (name: string, shape: readonly number[], seed: Tensor): Tensor => {
    const shapeTensor = tf.tensor1d([...shape], 'int32');
    const attributes = [type('dtype', TF_FLOAT), type('T', TF_INT32), type('Tseed', TF_INT32)];
    const drawn = backend.executeSingleOutput(name, attributes, [shapeTensor, seed]);
    shapeTensor.dispose();
    return drawn;
  };
  return {
    biasAdd: (value, bias) => backend.executeSingleOutput('BiasAdd', [float, layout], [value, bias]),
    biasAddGrad: dy => backend.executeSingleOutput('BiasAddGrad', [float, layout], [dy]),
    reluGrad: (dy, features) => backend.executeSingleOutput('ReluGrad', [float], [dy, features]),
    sigmoidGrad: (dy, y) => backend.executeSingleOutput('SigmoidGrad', [float], [y, dy]),
    tanhGrad: (dy, y) => backend.executeSingleOutput('TanhGrad', [float], [y, dy]),
    relu6Grad: (dy, features) => backend.executeSingleOutput('Relu6Grad', [float], [dy, features]),
    sparseSoftmaxCrossEntropy: (logits, labels) =>
      pair('SparseSoftmaxCrossEntropyWithLogits', [float, type('Tlabels', TF_INT32)], [logits, labels]),
    softmaxCrossEntropy: (logits, targets) => pair('SoftmaxCrossEntropyWithLogits', [float], [logits, targets]),
    batchNormalization(x, scale, offset, epsilon) {
      const none = tf.tensor1d([], 'float32');
      const inputs = [x, scale, offset, none, none];
      const outputs = backend.executeMultipleOutputs('FusedBatchNormV3', trainingNorm(epsilon), inputs, 6);
      none.dispose();
      const [output, mean, variance, ...reserved] = outputs;
      if (!output || !mean || !variance) throw new Error('FusedBatchNormV3 gave fewer than six outputs.');
      return { output, mean, variance, reserved };
    },
    batchNormalizationGrad(dy, saved, epsilon) {
      const inputs = [dy, ...saved];
      const outputs = backend.executeMultipleOutputs('FusedBatchNormGradV3', trainingNorm(epsilon), inputs, 5);
      return outputs.slice(0, 3);
    },
    gatherRows(table, indices) {
      const attributes = [type('Tparams', TF_FLOAT), type('Tindices', TF_INT32), type('Taxis', TF_INT32)];
      const axis = tf.scalar(0, 'int32');
      const rows = backend.executeSingleOutput('GatherV2', attributes, [table, indices, axis]);
      axis.dispose();
      return rows;
    },
    scatterRows(values, indices, count) {
      const attributes = [float, type('Tindices', TF_INT32), type('Tnumsegments', TF_INT32)];
      const segments = tf.scalar(count, 'int32');
      const sums = backend.executeSingleOutput('UnsortedSegmentSum', attributes, [values, indices, segments]);
      segments.dispose();
      return sums;
    },
    lstmStep({ x, memory, output, kernels, bias }) {
      const attributes = [
        float,
        { name: 'forget_bias', type: TF_ATTR_FLOAT, value: 0 },
        { name: 'cell_clip', type: TF_ATTR_FLOAT, value: -1 },
        { name: 'use_peephole', type: TF_ATTR_BOOL, value: false },
      ];
      const none = tf.zeros([memory.shape[1] ?? 0]);
      const inputs = [x, memory, output, kernels, none, none, none, bias];
      const outputs = backend.executeMultipleOutputs('LSTMBlockCell', attributes, inputs, 7);
      none.dispose();
      const [i, cs, f, o, ci, co, h] = outputs;
      if (!i || !cs || !f || !o || !ci || !co || !h) throw new Error('LSTMBlockCell gave fewer than seven outputs.');
      return { memory: cs, output: h, parts: [i, f, o, ci, co] };
    },
    lstmStepGrad({ x, memory, output, kernels, bias }, step, byMemory, byOutput) {
      const attributes = [float, { name: 'use_peephole', type: TF_ATTR_BOOL, value: false }];
      const none = tf.zeros([memory.shape[1] ?? 0]);
      const [i, f, o, ci, co] = step.parts;
      const before = [x, memory, output, kernels, none, none, none, bias];
      const inputs = [...before, i, step.memory, f, o, ci, co, byMemory, byOutput];
      const [byMemoryBefore, bySums, ...byPeepholes] = backend.executeMultipleOutputs(
        'LSTMBlockCellGrad',
        attributes,
        inputs,
        5,
      );
      tf.dispose([none, ...byPeepholes]);
      if (!byMemoryBefore || !bySums) throw new Error('LSTMBlockCellGrad gave fewer than two outputs.');
      return [byMemoryBefore, bySums];
    },
    statelessUniform: (shape, seed) => stateless('StatelessRandomUniform', shape, seed),
    statelessNormal: (shape, seed) => stateless('StatelessRandomNormal', shape, seed),
    resize(interpolation, x, size) {
      const sizeTensor = tf.tensor1d([...size], 'int32');
      const resized = backend.executeSingleOutput(RESIZE[interpolation], centred, [x, sizeTensor]);
      sizeTensor.dispose();
      return resized;
    },
    resizeGrad(interpolation, dy, x) {
      if (interpolation === 'bilinear') return backend.executeSingleOutput('ResizeBilinearGrad', centred, [dy, x]);
      const sizeTensor = tf.tensor1d(x.shape.slice(1, 3), 'int32');
      const gradient = backend.executeSingleOutput('ResizeNearestNeighborGrad', centred, [dy, sizeTensor]);
      sizeTensor.dispose();
      return gradient;
    },
  };
}
