import { type Attr, DATA_TYPES, type NodeDef } from '../../compiled/graph-def';
import { channelCount, type PictureForm } from './options';
import { HALF } from './shades';

/** TensorFlow numbers its types; those that only this graph needs. */
const UINT8: Attr = { type: 4 };
const STRING: Attr = { type: 7 };
const FLOAT: Attr = { type: DATA_TYPES.float32 };
const INT32: Attr = { type: DATA_TYPES.int32 };

/** Bytes that a part of a tensor must begin and end at to be taken without a copy. */
export const ALIGNED = 64;

/** A graph that is put together node by node. */
class Nodes {
  readonly all: NodeDef[] = [];

  add(op: string, name: string, inputs: readonly string[], attrs: NodeDef['attrs']): string {
    this.all.push({ op, name, inputs, attrs });
    return name;
  }

  constant(name: string, shape: readonly number[], values: Int32Array | Float32Array): string {
    const dtype = values instanceof Int32Array ? 'int32' : 'float32';
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return this.add('Const', name, [], {
      dtype: { type: DATA_TYPES[dtype] },
      value: { tensor: { dtype, shape, bytes } },
    });
  }

  /** The binding gives no bytes back, only numbers of four. @param shape ends with 4 */
  inFours(name: string, bytes: string, shape: string): string {
    const reshaped = this.add('Reshape', `${name}-bytes`, [bytes, shape], { T: UINT8, Tshape: INT32 });
    return this.add('Bitcast', name, [reshaped], { T: UINT8, type: INT32 });
  }

  concat(name: string, values: readonly string[], axis: string): string {
    return this.add('ConcatV2', name, [...values, axis], { N: { int: values.length }, T: UINT8, Tidx: INT32 });
  }

  /** From `files`, names of so many files, to each one's picture; and their `shapes`. */
  pictures(count: number, form: PictureForm): { readonly picture: string; readonly shape: string }[] {
    this.add('Placeholder', 'files', [], { dtype: STRING, shape: { shape: [count] } });
    this.add('Unpack', 'file', ['files'], { num: { int: count }, T: STRING, axis: { int: 0 } });
    const pictures = Array.from({ length: count }, (_, i) => {
      const contents = this.add('ReadFile', `contents${i}`, [`file:${i}`], {});
      const channels = { int: channelCount(form) };
      const attrs = { channels, dtype: UINT8, expand_animations: { bool: false } };
      const picture = this.add('DecodeImage', `picture${i}`, [contents], attrs);
      const shape = this.add('Shape', `shape${i}`, [picture], { T: UINT8, out_type: INT32 });
      return { picture, shape };
    });
    const shapes = pictures.map(({ shape }) => shape);
    this.add('Pack', 'shapes', shapes, { N: { int: count }, T: INT32, axis: { int: 0 } });
    return pictures;
  }
}

/** From `files` to `shapes` (of each picture as it is decoded) and `pixels` of all, resized and rounded. */
export function resizedGraph(count: number, form: PictureForm): NodeDef[] {
  const nodes = new Nodes();
  const zero = nodes.constant('zero', [], Int32Array.of(0));
  const two = nodes.constant('two', [1], Int32Array.of(2));
  const none = nodes.constant('none', [1], Int32Array.of(0));
  const size = nodes.constant('size', [2], Int32Array.of(form.height, form.width));
  const wanted = nodes.constant('wanted', [2], Float32Array.of(form.height, form.width));
  const origin = nodes.constant('origin', [2], Float32Array.of(0, 0));
  const half = nodes.constant('half', [], Float32Array.of(HALF));
  const fours = nodes.constant('fours', [2], Int32Array.of(-1, 4));

  const resize = (i: number, images: string, shape: string): string => {
    if (!form.antialias) {
      const attrs = { T: UINT8, align_corners: { bool: false }, half_pixel_centers: { bool: true } };
      return nodes.add('ResizeBilinear', `resized${i}`, [images, size], attrs);
    }
    const own = nodes.add('Slice', `own${i}`, [shape, none, two], { T: INT32, Index: INT32 });
    const float = nodes.add('Cast', `float${i}`, [own], { SrcT: INT32, DstT: FLOAT, Truncate: { bool: false } });
    const scale = nodes.add('RealDiv', `scale${i}`, [wanted, float], { T: FLOAT });
    const attrs = { T: UINT8, kernel_type: { string: 'triangle' }, antialias: { bool: true } };
    return nodes.add('ScaleAndTranslate', `resized${i}`, [images, size, scale, origin], attrs);
  };

  const rounded = nodes.pictures(count, form).map(({ picture, shape }, i) => {
    const images = nodes.add('ExpandDims', `images${i}`, [picture, zero], { T: UINT8, Tdim: INT32 });
    const raised = nodes.add('AddV2', `raised${i}`, [resize(i, images, shape), half], { T: FLOAT });
    return nodes.add('Cast', `rounded${i}`, [raised], { SrcT: FLOAT, DstT: UINT8, Truncate: { bool: false } });
  });
  nodes.inFours('pixels', nodes.concat('together', rounded, zero), fours);
  return nodes.all;
}

/**
 * From `files` to `shapes` and each picture as it is decoded: `pixels0` and so on up to the last place that can be cut at without a
 * copy, and the rest of each in `ends`, ALIGNED bytes a picture.
 */
export function wholeGraph(count: number, form: PictureForm): NodeDef[] {
  const nodes = new Nodes();
  const zero = nodes.constant('zero', [], Int32Array.of(0));
  const none = nodes.constant('none', [1], Int32Array.of(0));
  const all = nodes.constant('all', [1], Int32Array.of(-1));
  const aligned = nodes.constant('aligned', [1], Int32Array.of(ALIGNED));
  const fours = nodes.constant('fours', [2], Int32Array.of(-1, 4));
  const black = nodes.constant('black', [ALIGNED / 4], new Int32Array(ALIGNED / 4));
  const padding = nodes.add('Bitcast', 'padding-fours', [black], { T: INT32, type: UINT8 });
  const line = nodes.add('Reshape', 'padding', [padding, all], { T: UINT8, Tshape: INT32 });
  const slice = { T: UINT8, Index: INT32 };
  const ends = nodes.pictures(count, form).map(({ picture, shape }, i) => {
    const flat = nodes.add('Reshape', `flat${i}`, [picture, all], { T: UINT8, Tshape: INT32 });
    const keep = { T: INT32, Tidx: INT32, keep_dims: { bool: true } };
    const length = nodes.add('Prod', `length${i}`, [shape, none], keep);
    const over = nodes.add('FloorMod', `over${i}`, [length, aligned], { T: INT32 });
    const cut = nodes.add('Sub', `cut${i}`, [length, over], { T: INT32 });
    nodes.inFours(`pixels${i}`, nodes.add('Slice', `body${i}`, [flat, none, cut], slice), fours);
    const rest = nodes.add('Slice', `rest${i}`, [flat, cut, all], slice);
    const padded = nodes.concat(`padded${i}`, [rest, line], zero);
    return nodes.add('Slice', `end${i}`, [padded, none, aligned], slice);
  });
  nodes.inFours('ends', nodes.concat('all-ends', [...ends, line], zero), fours);
  return nodes.all;
}
