import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend';
import { type Attr, DATA_TYPES, type NodeDef } from '../../compiled/graph-def';
import { loadGraph } from '../../compiled/load-graph';
import { nodeBackend, type Tensor, type TensorFlow } from '../../model/tensorflow';

const UINT8: Attr = { type: 4 };
const INT32: Attr = { type: DATA_TYPES.int32 };
const FLOAT: Attr = { type: DATA_TYPES.float32 };

/** Bytes in fours, as whole numbers (tfjs's tensors have no bytes), the result's shape and 255, to float32. */
function shadesGraph(): NodeDef[] {
  const nodes: NodeDef[] = [];
  const add = (op: string, name: string, inputs: readonly string[], attrs: NodeDef['attrs']): string => {
    nodes.push({ op, name, inputs, attrs });
    return name;
  };
  const ints = (name: string, ...values: number[]): string => {
    const bytes = new Uint8Array(Int32Array.from(values).buffer);
    return add('Const', name, [], {
      dtype: INT32,
      value: { tensor: { dtype: 'int32', shape: [values.length], bytes } },
    });
  };
  add('Placeholder', 'fours', [], { dtype: INT32, shape: { shape: [-1] } });
  add('Placeholder', 'shape', [], { dtype: INT32, shape: { shape: [-1] } });
  // Given with each run: of a constant, the graph's optimizer would make a product with its reciprocal, which is another number.
  add('Placeholder', 'white', [], { dtype: FLOAT, shape: { shape: [] } });
  const rows = add('Bitcast', 'rows', ['fours'], { T: INT32, type: UINT8 });
  const line = add('Reshape', 'line', [rows, ints('flat', -1)], { T: UINT8, Tshape: INT32 });
  const count = add('Prod', 'count', ['shape', ints('axis', 0)], { T: INT32, Tidx: INT32, keep_dims: { bool: true } });
  const bytes = add('Slice', 'bytes', [line, ints('begin', 0), count], { T: UINT8, Index: INT32 });
  const shaped = add('Reshape', 'shaped', [bytes, 'shape'], { T: UINT8, Tshape: INT32 });
  const float = add('Cast', 'float', [shaped], { SrcT: UINT8, DstT: FLOAT, Truncate: { bool: false } });
  add('RealDiv', 'shades', [float, 'white'], { T: FLOAT });
  return nodes;
}

/** One a process: it holds nothing. */
const sessions = new WeakMap<NodeJSKernelBackend, number>();

/**
 * Bytes to a float32 tensor from 0 to 1, the very numbers of `shadesOf`, by TensorFlow and on its threads.
 * @param bytes at the begin of memory that has a whole number of fours
 */
export function shadesTensor(tf: TensorFlow, bytes: Uint8Array, shape: readonly number[]): Tensor {
  const backend = nodeBackend(tf);
  const session =
    sessions.get(backend) ?? loadGraph(shadesGraph(), (folder, tag) => backend.loadSavedModelMetaGraph(folder, tag));
  sessions.set(backend, session);
  const fours = new Int32Array(bytes.buffer, bytes.byteOffset, Math.ceil(bytes.length / 4));
  const inputs = {
    fours: tf.tensor1d(fours, 'int32'),
    shape: tf.tensor1d([...shape], 'int32'),
    white: tf.scalar(255),
  };
  try {
    const given = Object.entries(inputs).map(([name, { shape: own, dtype }]) => ({ name, shape: own, dtype }));
    const [shades] = backend.runSavedModel(session, Object.values(inputs), given, ['shades']);
    if (!shades) throw new Error('The graph that makes shades of bytes gave nothing.');
    return shades;
  } finally {
    tf.dispose(Object.values(inputs));
  }
}
