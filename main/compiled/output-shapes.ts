import type { TensorInfo } from '@tensorflow/tfjs';
import type { TFEOpAttr } from '@tensorflow/tfjs-node-gpu/dist/tfjs_binding';

type Shape = readonly number[];

/** An op as tfjs is about to run it. */
export interface PendingOp {
  readonly attrs: readonly TFEOpAttr[];
  readonly inputs: readonly TensorInfo[];
  /** The values of an input that holds a shape; `null` where they are not known before the graph is run. */
  readonly sizesIn: (input: number) => Shape | null;
}

/**
 * The shapes of what a costly op would give, all float32, from its inputs' shapes and its attributes: TensorFlow's own rules.
 * `null` for all other ops, and where the rule here does not cover the attributes.
 */
export const outputShapes = (op: string, pending: PendingOp): readonly Shape[] | null => {
  const rule = rules[op];
  if (!rule || pending.inputs.some(({ dtype }) => dtype !== 'float32' && dtype !== 'int32')) return null;
  return rule(pending);
};

type Rule = (op: PendingOp) => readonly Shape[] | null;

const one = (shape: Shape | null | undefined): readonly Shape[] | null => (shape ? [shape] : null);

const likeFirst: Rule = ({ inputs: [first] }) => one(first?.shape);
const sizesIn =
  (input: number): Rule =>
  op =>
    one(op.sizesIn(input));

/** Shapes that differ are stretched where one has a 1 or nothing, counted from the last axis. */
const broadcast: Rule = ({ inputs }) => {
  if (inputs.some(({ dtype }) => dtype !== 'float32')) return null;
  const rank = Math.max(...inputs.map(({ shape }) => shape.length));
  return [
    Array.from({ length: rank }, (_, axis) =>
      inputs.map(({ shape }) => shape[axis - rank + shape.length] ?? 1).reduce((a, b) => (a === 1 ? b : a)),
    ),
  ];
};

const convolution: Rule = ({ attrs, inputs: [x, filter] }) => windowed(attrs, x, filter?.shape, filter?.shape[3]);
const depthwise: Rule = ({ attrs, inputs: [x, filter] }) =>
  windowed(attrs, x, filter?.shape, (filter?.shape[2] ?? 0) * (filter?.shape[3] ?? 0));
const pooling: Rule = ({ attrs, inputs: [x] }) => {
  const ksize = attrOf(attrs, 'ksize');
  return Array.isArray(ksize) ? windowed(attrs, x, ksize.slice(1, 3), x?.shape[3]) : null;
};

/** What has the shape of the input, what there is of each channel, and what only TensorFlow's other devices use. */
const normalization =
  (perChannel: number, ...reserved: readonly Shape[]): Rule =>
  ({ inputs: [x] }) => {
    const channels = x?.shape.at(-1);
    return x && channels !== undefined ? [x.shape, ...Array<Shape>(perChannel).fill([channels]), ...reserved] : null;
  };

const rules: Readonly<Record<string, Rule>> = {
  Add: broadcast,
  AddV2: broadcast,
  Sub: broadcast,
  Mul: broadcast,
  Conv2D: convolution,
  Conv2DBackpropInput: sizesIn(0),
  Conv2DBackpropFilter: sizesIn(1),
  DepthwiseConv2dNative: depthwise,
  DepthwiseConv2dNativeBackpropInput: sizesIn(0),
  DepthwiseConv2dNativeBackpropFilter: sizesIn(1),
  Conv3DBackpropInputV2: sizesIn(0),
  Conv3DBackpropFilterV2: sizesIn(1),
  MaxPool: pooling,
  MaxPoolGrad: likeFirst,
  AvgPool: pooling,
  AvgPoolGrad: sizesIn(0),
  FusedBatchNorm: normalization(4),
  FusedBatchNormV3: normalization(4, []),
  FusedBatchNormGradV3: normalization(2, [0], [0]),
  Relu: likeFirst,
  ReluGrad: likeFirst,
  Relu6: likeFirst,
  Relu6Grad: likeFirst,
};

const attrOf = (attrs: readonly TFEOpAttr[], name: string) => attrs.find(attr => attr.name === name)?.value;

/** Of a picture under a moving window, [batch, height, width, channels]. @param window its height and width first */
function windowed(
  attrs: readonly TFEOpAttr[],
  x: TensorInfo | undefined,
  window: Shape | undefined,
  channels: number | undefined,
): readonly Shape[] | null {
  const strides = attrOf(attrs, 'strides');
  const dilations = attrOf(attrs, 'dilations') ?? [1, 1, 1, 1];
  const padding = attrOf(attrs, 'padding');
  const [batch, height, width] = x?.shape ?? [];
  if (attrOf(attrs, 'data_format') !== 'NHWC' || !Array.isArray(strides) || !Array.isArray(dilations)) return null;
  if (batch === undefined || height === undefined || width === undefined || !channels) return null;
  if (padding !== 'SAME' && padding !== 'VALID') return null;
  const sizes = [height, width].map((size, axis) => {
    const reach = padding === 'SAME' ? 1 : ((window?.[axis] ?? Number.NaN) - 1) * Number(dilations[axis + 1]) + 1;
    return Math.ceil((size - reach + 1) / Number(strides[axis + 1]));
  });
  return sizes.every(size => size > 0) ? [[batch, ...sizes, channels]] : null;
}
