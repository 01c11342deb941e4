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
  /** Uniform float32 in [0, 1); the same `seed` (int32 [2]) gives the same numbers. */
  statelessUniform(shape: readonly number[], seed: Tensor): Tensor;
  /** Float32 with mean 0 and deviation 1; the same `seed` (int32 [2]) gives the same numbers. */
  statelessNormal(shape: readonly number[], seed: Tensor): Tensor;
  /** Pictures [n, h, w, c] blended to another size, the centres of pixels taken for their places, as Keras 3 does. */
  resizeBilinear(x: Tensor, size: readonly [height: number, width: number]): Tensor;
  /** The gradient by `x`, from that by its resized form. */
  resizeBilinearGrad(dy: Tensor, x: Tensor): Tensor;
  /** An encoded PNG, JPEG, GIF (its first frame) or BMP, as bytes [height, width, channels]; 0 `channels` are those of the file. */
  decodeImage(contents: Tensor, channels: 0 | 1 | 3): Tensor;
  /**
   * A picture of bytes [h, w, c] as float32 [1, height, width, c]: each output pixel is where input · scale + translation is, by a
   * triangle filter that widens when it shrinks (Keras's "bilinear" with antialiasing).
   */
  resample(
    picture: Tensor,
    size: readonly [height: number, width: number],
    scale: readonly [number, number],
    translation: readonly [number, number],
  ): Tensor;
}

export interface BatchNormalized {
  readonly output: Tensor;
  readonly mean: Tensor;
  readonly variance: Tensor;
  /** What the gradient needs. */
  readonly reserved: readonly Tensor[];
}

interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | string | boolean;
}

export function rawOps(tf: TensorFlow): RawOps {
  const backend = nodeBackend(tf);
  const { TF_ATTR_TYPE, TF_ATTR_STRING, TF_ATTR_FLOAT, TF_ATTR_BOOL, TF_ATTR_INT } = backend.binding;
  const { TF_FLOAT, TF_INT32, TF_UINT8 } = backend.binding;
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
    statelessUniform: (shape, seed) => stateless('StatelessRandomUniform', shape, seed),
    statelessNormal: (shape, seed) => stateless('StatelessRandomNormal', shape, seed),
    resizeBilinear(x, size) {
      const sizeTensor = tf.tensor1d([...size], 'int32');
      const resized = backend.executeSingleOutput('ResizeBilinear', centred, [x, sizeTensor]);
      sizeTensor.dispose();
      return resized;
    },
    resizeBilinearGrad: (dy, x) => backend.executeSingleOutput('ResizeBilinearGrad', centred, [dy, x]),
    decodeImage(contents, channels) {
      const attributes = [
        { name: 'channels', type: TF_ATTR_INT, value: channels },
        type('dtype', TF_UINT8),
        { name: 'expand_animations', type: TF_ATTR_BOOL, value: false },
      ];
      return backend.executeSingleOutput('DecodeImage', attributes, [contents]);
    },
    resample(picture, size, scale, translation) {
      const attributes = [
        type('T', TF_UINT8),
        { name: 'kernel_type', type: TF_ATTR_STRING, value: 'triangle' },
        { name: 'antialias', type: TF_ATTR_BOOL, value: true },
      ];
      return tf.tidy(() => {
        const batch = [type('T', TF_UINT8), type('Tdim', TF_INT32)];
        const images = backend.executeSingleOutput('ExpandDims', batch, [picture, tf.scalar(0, 'int32')]);
        const placement = [tf.tensor1d([...size], 'int32'), tf.tensor1d([...scale]), tf.tensor1d([...translation])];
        return backend.executeSingleOutput('ScaleAndTranslate', attributes, [images, ...placement]);
      });
    },
  };
}
