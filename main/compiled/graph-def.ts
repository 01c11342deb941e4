import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/**
 * TensorFlow's GraphDef and SavedModel messages, as far as a recorded step needs them. Field numbers are those of
 * tensorflow/core/framework/{graph,node_def,attr_value,tensor,tensor_shape}.proto and protobuf/{meta_graph,saved_model}.proto.
 */

/** Values of TensorFlow's `DataType` enum. */
export const DATA_TYPES = { float32: 1, int32: 3, bool: 10, bfloat16: 14 } as const;
/** Those that come in and go out; bfloat16 is found within a graph alone. */
export type GraphDataType = Exclude<keyof typeof DATA_TYPES, 'bfloat16'>;

export type Attr =
  | { readonly string: string }
  | { readonly int: number }
  | { readonly float: number }
  | { readonly bool: boolean }
  | { readonly type: number }
  | { readonly shape: readonly number[] }
  | { readonly ints: readonly number[] }
  | { readonly tensor: TensorValue };

export interface TensorValue {
  readonly dtype: GraphDataType;
  readonly shape: readonly number[];
  /** Row-major, little-endian; a bool is one byte. */
  readonly bytes: Uint8Array;
}

export interface NodeDef {
  readonly name: string;
  readonly op: string;
  /** `node`, `node:output`, or `^node` for "after that node". */
  readonly inputs: readonly string[];
  readonly attrs: Readonly<Record<string, Attr>>;
}

/** The version of GraphDef that TensorFlow 2.21 writes. */
const GRAPH_PRODUCER = 1882;

/** A SavedModel with one graph, tagged `serve`, without a variables folder: the graph initialises its variables itself. */
export function encodeSavedModel(nodes: readonly NodeDef[]): Uint8Array {
  const graph = new BinaryWriter();
  for (const node of nodes) message(graph, 1, encodeNode(node));
  message(graph, 4, new BinaryWriter().tag(1, WireType.Varint).int32(GRAPH_PRODUCER));
  const info = new BinaryWriter().tag(4, WireType.LengthDelimited).string('serve');
  const metaGraph = new BinaryWriter();
  message(metaGraph, 1, info);
  message(metaGraph, 2, graph);
  const model = new BinaryWriter().tag(1, WireType.Varint).int64(1);
  message(model, 2, metaGraph);
  return model.finish();
}

function message(writer: BinaryWriter, field: number, inner: BinaryWriter): BinaryWriter {
  return writer.tag(field, WireType.LengthDelimited).bytes(inner.finish());
}

function encodeNode({ name, op, inputs, attrs }: NodeDef): BinaryWriter {
  const writer = new BinaryWriter();
  writer.tag(1, WireType.LengthDelimited).string(name);
  writer.tag(2, WireType.LengthDelimited).string(op);
  for (const input of inputs) writer.tag(3, WireType.LengthDelimited).string(input);
  for (const [key, attr] of Object.entries(attrs)) {
    const entry = new BinaryWriter().tag(1, WireType.LengthDelimited).string(key);
    message(entry, 2, encodeAttr(attr));
    message(writer, 5, entry);
  }
  return writer;
}

function encodeAttr(attr: Attr): BinaryWriter {
  const writer = new BinaryWriter();
  if ('string' in attr) return writer.tag(2, WireType.LengthDelimited).string(attr.string);
  if ('int' in attr) return writer.tag(3, WireType.Varint).int64(attr.int);
  if ('float' in attr) return writer.tag(4, WireType.Bit32).float(attr.float);
  if ('bool' in attr) return writer.tag(5, WireType.Varint).bool(attr.bool);
  if ('type' in attr) return writer.tag(6, WireType.Varint).int32(attr.type);
  if ('shape' in attr) return message(writer, 7, encodeShape(attr.shape));
  if ('tensor' in attr) return message(writer, 8, encodeTensor(attr.tensor));
  const list = new BinaryWriter();
  for (const value of attr.ints) list.tag(3, WireType.Varint).int64(value);
  return message(writer, 1, list);
}

function encodeShape(shape: readonly number[]): BinaryWriter {
  const writer = new BinaryWriter();
  for (const size of shape) message(writer, 2, new BinaryWriter().tag(1, WireType.Varint).int64(size));
  return writer;
}

function encodeTensor({ dtype, shape, bytes }: TensorValue): BinaryWriter {
  const writer = new BinaryWriter().tag(1, WireType.Varint).int32(DATA_TYPES[dtype]);
  message(writer, 2, encodeShape(shape));
  return writer.tag(4, WireType.LengthDelimited).bytes(bytes);
}
