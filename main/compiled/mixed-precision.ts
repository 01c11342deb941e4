import type { DataId } from '@tensorflow/tfjs';
import { type Attr, DATA_TYPES } from './graph-def';
import type { RecordedOp, Recording } from './record';

/**
 * Lets the products compute in bfloat16, which has float32's range and 8 bits of its mantissa: casts are put in where a tensor goes
 * from one type to the other, once for each tensor. What comes in and what is kept stays float32, so weights, their gradients
 * as they leave the graph, and the optimizer's memory do. No scaling of the loss is needed, since the range is the same.
 *
 * Products always change over. What lies between two of them does too where the short type costs it nothing (relu, pooling, sums of
 * branches, shapes), so that its tensors are half as large and are not cast to and fro. All else stays: losses, softmax, means and
 * the statistics of normalizations, and what becomes of the weights' gradients.
 *
 * @param kept tensors that the graph needs beside its ops
 */
export function mixedPrecision(recording: Recording, kept: ReadonlySet<DataId>): Recording {
  const changing = opsToChange(recording);
  if (changing.size === 0) return recording;
  const ops: RecordedOp[] = [];
  const short = new Map<DataId, DataId>();
  /** Tensors that so far exist in bfloat16 alone. */
  const onlyShort = new Set<DataId>();
  const shortOf = (id: DataId): DataId => {
    const known = short.get(id);
    if (known) return known;
    const made: DataId = {};
    short.set(id, made);
    ops.push(cast(id, FLOAT, made, BFLOAT16));
    return made;
  };
  const expectFull = (id: DataId): DataId => {
    const from = short.get(id);
    if (from && onlyShort.delete(id)) ops.push(cast(from, BFLOAT16, id, FLOAT));
    return id;
  };
  for (const op of recording.ops) {
    if (!changing.has(op)) {
      ops.push({ ...op, inputs: op.inputs.map(expectFull) });
      continue;
    }
    const shortInputs = new Set(typedInputs(op, recording));
    const inputs = op.inputs.map(id => (shortInputs.has(id) ? shortOf(id) : expectFull(id)));
    const outputs = op.outputs.map((id, index) => {
      if (!isTypedOutput(op, index)) return id;
      const made: DataId = {};
      short.set(id, made);
      onlyShort.add(id);
      return made;
    });
    ops.push({ ...withType(op), inputs, outputs });
  }
  for (const id of kept) expectFull(id);
  return { ...recording, ops };
}

const FLOAT: Attr = { type: DATA_TYPES.float32 };
const BFLOAT16: Attr = { type: DATA_TYPES.bfloat16 };

/** The products, whose time it is about. */
const PRODUCTS: ReadonlySet<string> = new Set([
  'Conv2D',
  'Conv2DBackpropFilter',
  'Conv2DBackpropInput',
  'Conv3D',
  'Conv3DBackpropFilterV2',
  'Conv3DBackpropInputV2',
  'MatMul',
  'BatchMatMulV2',
]);

/**
 * What may compute in bfloat16 between two products: it picks, moves or adds up values, multiplies each by one other, or
 * bends each by itself, and sums no more than a few.
 */
const BETWEEN: ReadonlySet<string> = new Set([
  ...['Add', 'AddN', 'AddV2', 'BiasAdd', 'Maximum', 'Minimum', 'Mul', 'Neg'],
  ...['Elu', 'EluGrad', 'LeakyRelu', 'LeakyReluGrad', 'Relu', 'Relu6', 'Relu6Grad', 'ReluGrad', 'Selu', 'SeluGrad'],
  ...['Sigmoid', 'SigmoidGrad', 'Tanh', 'TanhGrad'],
  ...['AvgPool', 'AvgPoolGrad', 'MaxPool', 'MaxPoolGrad'],
  ...['FusedBatchNorm', 'FusedBatchNormV3', 'FusedBatchNormGradV3'],
  ...['ConcatV2', 'ExpandDims', 'Identity', 'Pad', 'PadV2', 'Reshape', 'Slice', 'Squeeze', 'StridedSlice', 'Transpose'],
]);

/** Of the normalizations only the pictures have the type `T`; scale, offset and statistics are float32 whatever it is. */
const NORMALIZED_INPUTS: Readonly<Record<string, number>> = {
  FusedBatchNorm: 1,
  FusedBatchNormV3: 1,
  FusedBatchNormGradV3: 2,
};

const typedInputs = ({ op, inputs }: RecordedOp, { tensors }: Recording): readonly DataId[] =>
  inputs.slice(0, NORMALIZED_INPUTS[op]).filter(id => tensors.get(id)?.dtype === 'float32');

const isTypedOutput = ({ op }: RecordedOp, index: number): boolean => index === 0 || !(op in NORMALIZED_INPUTS);

function withType(op: RecordedOp): RecordedOp {
  const attrs = { ...op.attrs, T: BFLOAT16 };
  // The first version of the op knows one type only.
  if (op.op === 'FusedBatchNorm') return { ...op, op: 'FusedBatchNormV3', attrs: { ...attrs, U: FLOAT } };
  return { ...op, attrs };
}

const cast = (from: DataId, SrcT: Attr, to: DataId, DstT: Attr): RecordedOp => ({
  op: 'Cast',
  attrs: { SrcT, DstT, Truncate: { bool: false } },
  inputs: [from],
  outputs: [to],
});

const isFloat = ({ attrs: { T } }: RecordedOp): boolean => T !== undefined && 'type' in T && T.type === 1;

/** The products, what is on a way from one of them to another, and a bias's gradient of what is short by then. */
function opsToChange(recording: Recording): ReadonlySet<RecordedOp> {
  const floats = recording.ops.filter(isFloat);
  const fromProduct = new Set<DataId>();
  for (const op of floats) {
    const follows = BETWEEN.has(op.op) && typedInputs(op, recording).some(id => fromProduct.has(id));
    if (PRODUCTS.has(op.op) || follows) addTypedOutputs(op, fromProduct);
  }
  const toProduct = new Set<DataId>();
  for (const op of [...floats].reverse()) {
    const leads = BETWEEN.has(op.op) && op.outputs.some((id, index) => isTypedOutput(op, index) && toProduct.has(id));
    if (PRODUCTS.has(op.op) || leads) for (const id of typedInputs(op, recording)) toProduct.add(id);
  }
  const changing = new Set<RecordedOp>();
  const short = new Set<DataId>();
  for (const op of floats) {
    const isBetween =
      BETWEEN.has(op.op) &&
      typedInputs(op, recording).some(id => fromProduct.has(id)) &&
      op.outputs.some((id, index) => isTypedOutput(op, index) && toProduct.has(id));
    const ofBias = op.op === 'BiasAddGrad' && op.inputs.some(id => short.has(id));
    if (!PRODUCTS.has(op.op) && !isBetween && !ofBias) continue;
    changing.add(op);
    addTypedOutputs(op, short);
  }
  return changing;
}

function addTypedOutputs(op: RecordedOp, to: Set<DataId>): void {
  for (const [index, id] of op.outputs.entries()) if (isTypedOutput(op, index)) to.add(id);
}
