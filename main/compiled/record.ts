import type { DataId, Tensor, TensorInfo } from '@tensorflow/tfjs';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend';
import type { TFEOpAttr } from '@tensorflow/tfjs-node-gpu/dist/tfjs_binding';
import { type Attr, DATA_TYPES, type GraphDataType, type TensorValue } from './graph-def';
import { outputShapes } from './output-shapes';
import { StandIns } from './stand-ins';

/** One TensorFlow op as it was run, its tensors by the id of their data. */
export interface RecordedOp {
  readonly op: string;
  readonly attrs: Readonly<Record<string, Attr>>;
  readonly inputs: readonly DataId[];
  readonly outputs: readonly DataId[];
}

export interface Recording {
  readonly ops: readonly RecordedOp[];
  /** Tensors that were used and neither given nor computed. Their values are part of the graph. */
  readonly constants: ReadonlyMap<DataId, TensorValue>;
  /** Every tensor that was seen, as it was used last: rewriting looks at shapes and types. */
  readonly tensors: ReadonlyMap<DataId, Pick<TensorInfo, 'shape' | 'dtype'>>;
}

/** Thrown where a computation cannot be replayed as a graph; the eager way works all the same. */
export class CannotRecord extends Error {}

/**
 * Runs `body` and notes every TensorFlow op that it runs. Since no result is looked at, the costly ops are not computed: zeros
 * of the right shape stand for what they would give.
 * @param given the tensors that will differ from run to run: inputs and variables.
 * @param body gives tensors that the graph needs although no op of the recording may use them
 * @throws CannotRecord where `body` reads a value that is computed on the way, since a replay would repeat the decision.
 */
export function record(
  backend: NodeJSKernelBackend,
  given: readonly TensorInfo[],
  body: () => readonly TensorInfo[],
): Recording {
  const ops: RecordedOp[] = [];
  const constants = new Map<DataId, TensorValue>();
  const tensors = new Map<DataId, TensorInfo>();
  const known = new Set<DataId>();
  for (const tensor of given) {
    known.add(tensor.dataId);
    tensors.set(tensor.dataId, tensor);
  }

  const original = {
    executeSingleOutput: backend.executeSingleOutput,
    executeMultipleOutputs: backend.executeMultipleOutputs,
    readSync: backend.readSync,
    read: backend.read,
  };
  const use = (user: string, tensor: TensorInfo) => {
    const { dataId } = tensor;
    tensors.set(dataId, tensor);
    if (!known.has(dataId) && !constants.has(dataId)) {
      constants.set(dataId, constantOf(user, tensor, original.readSync.call(backend, dataId)));
    }
  };
  const note = (op: string, attrs: readonly TFEOpAttr[], inputs: readonly TensorInfo[], outputs: readonly Tensor[]) => {
    for (const tensor of inputs) use(op, tensor);
    for (const tensor of outputs) {
      known.add(tensor.dataId);
      tensors.set(tensor.dataId, tensor);
    }
    const named = Object.fromEntries(attrs.map(attr => [attr.name, graphAttr(backend, op, attr)]));
    ops.push({
      op,
      attrs: named,
      inputs: inputs.map(tensor => tensor.dataId),
      outputs: outputs.map(tensor => tensor.dataId),
    });
  };
  const refuseToRead = (dataId: DataId) => {
    if (known.has(dataId)) throw new CannotRecord('a value that depends on the input was read while recording');
  };

  const standIns = new StandIns(backend);
  const standInsFor = (op: string, attrs: TFEOpAttr[], inputs: readonly TensorInfo[]): Tensor[] | null => {
    const sizesIn = (index: number) => {
      const input = inputs[index];
      if (input?.dtype !== 'int32' || known.has(input.dataId)) return null;
      return Array.from(original.readSync.call(backend, input.dataId), Number);
    };
    return outputShapes(op, { attrs, inputs, sizesIn })?.map(shape => standIns.make(shape)) ?? null;
  };

  backend.executeSingleOutput = (op, attrs, inputs) => {
    const [output] = standInsFor(op, attrs, inputs) ?? [original.executeSingleOutput.call(backend, op, attrs, inputs)];
    if (!output) throw new Error(`No shape is known of what ${op} gives.`);
    note(op, attrs, inputs, [output]);
    return output;
  };
  backend.executeMultipleOutputs = (op, attrs, inputs, count) => {
    const outputs =
      standInsFor(op, attrs, inputs) ?? original.executeMultipleOutputs.call(backend, op, attrs, inputs, count);
    note(op, attrs, inputs, outputs);
    return outputs;
  };
  backend.readSync = dataId => {
    refuseToRead(dataId);
    return original.readSync.call(backend, dataId);
  };
  backend.read = dataId => {
    refuseToRead(dataId);
    return original.read.call(backend, dataId);
  };
  try {
    for (const tensor of body()) use('an update', tensor);
  } finally {
    Object.assign(backend, original);
    standIns.dispose();
  }
  return { ops, constants, tensors };
}

const isGraphDataType = (dtype: string): dtype is GraphDataType => Object.hasOwn(DATA_TYPES, dtype);

function constantOf(op: string, { dtype, shape }: TensorInfo, values: unknown): TensorValue {
  if (!isGraphDataType(dtype) || !ArrayBuffer.isView(values)) {
    throw new CannotRecord(`${op} takes a constant of type ${dtype}`);
  }
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
  return { dtype, shape, bytes };
}

function graphAttr({ binding }: NodeJSKernelBackend, op: string, { name, type, value }: TFEOpAttr): Attr {
  const isNumbers = Array.isArray(value);
  if (isNumbers && type === binding.TF_ATTR_SHAPE) return { shape: value };
  if (isNumbers && type === binding.TF_ATTR_INT) return { ints: value };
  if (typeof value === 'boolean') return { bool: value };
  if (typeof value === 'string') return { string: value };
  if (typeof value === 'number') {
    if (type === binding.TF_ATTR_TYPE) return { type: value };
    if (type === binding.TF_ATTR_FLOAT) return { float: value };
    if (type === binding.TF_ATTR_INT) return { int: value };
  }
  throw new CannotRecord(`${op} has the attribute ${name}, which cannot be written into a graph`);
}
