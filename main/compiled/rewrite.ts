import type { DataId } from '@tensorflow/tfjs';
import { type Attr, DATA_TYPES } from './graph-def';
import { poolBeforeRelu } from './pool-before-relu';
import type { RecordedOp, Recording } from './record';

/**
 * Puts TensorFlow's own faster or complete forms in the place of what tfjs runs; the numbers stay. The rules look at one op
 * at a time. Those that fuse let TensorFlow's graph optimizer go on (Conv2D + BiasAdd + Relu become one op).
 * @param kept tensors that the graph needs beside its ops
 */
export function rewrite(recording: Recording, kept: ReadonlySet<DataId>): Recording {
  const { ops, ...rest } = poolBeforeRelu(recording, kept);
  return { ...rest, ops: ops.map(op => rules[op.op]?.(op, recording) ?? op) };
}

type Rule = (op: RecordedOp, recording: Recording) => RecordedOp | undefined;

const FLOAT: Attr = { type: 1 };
const NHWC: Attr = { string: 'NHWC' };

const rules: Readonly<Record<string, Rule>> = {
  /** tfjs leaves the type out, which eager mode infers. */
  ExpandDims(op, { tensors }) {
    const [x] = op.inputs;
    const dtype = x && tensors.get(x)?.dtype;
    const type = dtype === 'float32' || dtype === 'int32' || dtype === 'bool' ? DATA_TYPES[dtype] : undefined;
    return type === undefined ? undefined : { ...op, attrs: { T: { type }, ...op.attrs } };
  },

  /** A row added to the last axis is a bias. */
  Add: addBias,
  AddV2: addBias,

  /** Summing over all axes but the last is a bias's gradient. */
  Sum(op, recording) {
    const [x, axes] = op.inputs;
    const rank = shapeOf(recording, x).length;
    const over = intsOf(recording, axes);
    const allButLast = rank > 1 && over?.length === rank - 1 && over.every((axis, i) => axis === i);
    if (!x || !allButLast || !isFloat(op) || isTrue(op.attrs.keep_dims)) return undefined;
    return { ...op, op: 'BiasAddGrad', inputs: [x], attrs: { T: FLOAT, data_format: NHWC } };
  },

  /** A product of two plain matrices needs no batch form. */
  BatchMatMulV2(op, recording) {
    if (!op.inputs.every(input => shapeOf(recording, input).length === 2)) return undefined;
    const { adj_x, adj_y, T = FLOAT } = op.attrs;
    const attrs = { T, transpose_a: adj_x ?? { bool: false }, transpose_b: adj_y ?? { bool: false } };
    return { ...op, op: 'MatMul', attrs };
  },
};

function addBias(op: RecordedOp, recording: Recording): RecordedOp | undefined {
  const [x, bias] = op.inputs;
  const shape = shapeOf(recording, x);
  const biasShape = shapeOf(recording, bias);
  const fits = shape.length > 1 && biasShape.length === 1 && biasShape[0] === shape.at(-1);
  if (!fits || !isFloat(op)) return undefined;
  return { ...op, op: 'BiasAdd', attrs: { T: FLOAT, data_format: NHWC } };
}

const shapeOf = ({ tensors }: Recording, id: DataId | undefined): readonly number[] =>
  (id && tensors.get(id)?.shape) ?? [];

function intsOf({ constants }: Recording, id: DataId | undefined): readonly number[] | undefined {
  const constant = id && constants.get(id);
  if (constant?.dtype !== 'int32') return undefined;
  return [...new Int32Array(constant.bytes.buffer, constant.bytes.byteOffset, constant.bytes.byteLength / 4)];
}

const isFloat = ({ attrs: { T } }: RecordedOp): boolean => T !== undefined && 'type' in T && T.type === 1;
const isTrue = (attr: Attr | undefined): boolean => attr !== undefined && 'bool' in attr && attr.bool;
