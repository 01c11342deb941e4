import type { TFJSBinding } from '@tensorflow/tfjs-node-gpu/dist/tfjs_binding';
import { type Attr, DATA_TYPES, type NodeDef } from '../../compiled/graph-def';
import { loadGraph } from '../../compiled/load-graph';
import { channelCount, type PictureForm, pictureBytes } from './options';

/** What it takes of tfjs's binding to run a graph. */
export type GraphBinding = Pick<
  TFJSBinding,
  | 'createTensor'
  | 'deleteTensor'
  | 'tensorDataSync'
  | 'loadSavedModel'
  | 'deleteSavedModel'
  | 'runSavedModel'
  | 'TF_STRING'
>;

export interface DecodedPictures {
  /** One picture after another, [height, width, channels], a byte a value. */
  readonly pixels: Uint8Array;
  /** Each one's own height and width. */
  readonly sizes: readonly (readonly [height: number, width: number])[];
}

/**
 * Reads, decodes and resizes several files at once.
 * @returns `null` where one of them cannot be decoded: then each must be tried by itself
 */
export type DecodeSeveral = (files: readonly string[], form: PictureForm) => DecodedPictures | null;

/** How many pictures a graph takes; each number is a graph of its own. */
export const AT_ONCE = [8, 4, 2] as const;
/** Graphs that are kept: those of two forms. */
const KEPT = 2 * AT_ONCE.length;

/** TensorFlow numbers its types; those that only this graph needs. */
const UINT8: Attr = { type: 4 };
const STRING: Attr = { type: 7 };
const FLOAT: Attr = { type: DATA_TYPES.float32 };
const INT32: Attr = { type: DATA_TYPES.int32 };

/** The largest float32 below a half. With 0.5 itself, what is just below it would be rounded up by the addition. */
const HALF = 0.5 - 2 ** -25;

/** Whether so many pictures of a form can be decoded at once. They leave the graph as int32, four bytes each. */
export const canDecodeSeveral = (count: number, form: PictureForm): boolean =>
  form.fit === 'resize' && AT_ONCE.some(size => size === count) && (count * pictureBytes(form)) % 4 === 0;

/**
 * Decodes by one TensorFlow graph: all that is done to several pictures crosses the binding once, and TensorFlow does them on
 * several threads. It takes the files' names rather than their bytes, since the binding loses its inputs where one cannot be
 * decoded. The pixels are those of `pictureDecoder`.
 */
export function graphDecoder(binding: GraphBinding): DecodeSeveral {
  const sessions = new Map<string, number>();
  function sessionFor(count: number, form: PictureForm): number {
    const { height, width, channels, antialias } = form;
    const key = [count, height, width, channels, antialias].join(' ');
    const session =
      sessions.get(key) ?? loadGraph(decodeGraph(count, form), (folder, tag) => binding.loadSavedModel(folder, tag));
    // The latest one used is the last.
    sessions.delete(key);
    sessions.set(key, session);
    for (const [old, oldSession] of [...sessions].slice(0, -KEPT)) {
      binding.deleteSavedModel(oldSession);
      sessions.delete(old);
    }
    return session;
  }
  return (files, form) => {
    const session = sessionFor(files.length, form);
    const names = files.map(file => Buffer.from(file));
    const owned = [binding.createTensor([files.length], binding.TF_STRING, names)];
    try {
      const [pixels, shapes] = binding.runSavedModel(session, [...owned], 'files:0', 'pixels:0,shapes:0');
      if (!pixels || !shapes) throw new Error('The graph that decodes pictures gave nothing.');
      owned.push(pixels.id, shapes.id);
      const values = binding.tensorDataSync(pixels.id);
      const sizes = binding.tensorDataSync(shapes.id);
      return {
        pixels: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
        sizes: files.map((_, i) => [sizes[3 * i] ?? 1, sizes[3 * i + 1] ?? 1] as const),
      };
    } catch {
      return null;
    } finally {
      for (const id of owned) binding.deleteTensor(id);
    }
  };
}

/** From `files`, names of so many files, to `pixels` and `shapes` (of each as it is decoded). */
function decodeGraph(count: number, form: PictureForm): NodeDef[] {
  const nodes: NodeDef[] = [];
  const add = (op: string, name: string, inputs: readonly string[], attrs: NodeDef['attrs']): string => {
    nodes.push({ op, name, inputs, attrs });
    return name;
  };
  const constant = (name: string, shape: readonly number[], values: Int32Array | Float32Array): string => {
    const dtype = values instanceof Int32Array ? 'int32' : 'float32';
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return add('Const', name, [], {
      dtype: { type: DATA_TYPES[dtype] },
      value: { tensor: { dtype, shape, bytes } },
    });
  };
  const zero = constant('zero', [], Int32Array.of(0));
  const two = constant('two', [1], Int32Array.of(2));
  const none = constant('none', [1], Int32Array.of(0));
  const size = constant('size', [2], Int32Array.of(form.height, form.width));
  const wanted = constant('wanted', [2], Float32Array.of(form.height, form.width));
  const origin = constant('origin', [2], Float32Array.of(0, 0));
  const half = constant('half', [], Float32Array.of(HALF));

  const resize = (i: number, images: string, shape: string): string => {
    if (!form.antialias) {
      const attrs = { T: UINT8, align_corners: { bool: false }, half_pixel_centers: { bool: true } };
      return add('ResizeBilinear', `resized${i}`, [images, size], attrs);
    }
    const own = add('Slice', `own${i}`, [shape, none, two], { T: INT32, Index: INT32 });
    const float = add('Cast', `float${i}`, [own], { SrcT: INT32, DstT: FLOAT, Truncate: { bool: false } });
    const scale = add('RealDiv', `scale${i}`, [wanted, float], { T: FLOAT });
    const attrs = { T: UINT8, kernel_type: { string: 'triangle' }, antialias: { bool: true } };
    return add('ScaleAndTranslate', `resized${i}`, [images, size, scale, origin], attrs);
  };

  add('Placeholder', 'files', [], { dtype: STRING, shape: { shape: [count] } });
  add('Unpack', 'file', ['files'], { num: { int: count }, T: STRING, axis: { int: 0 } });
  const shapes: string[] = [];
  const pictures = Array.from({ length: count }, (_, i) => {
    const contents = add('ReadFile', `contents${i}`, [`file:${i}`], {});
    const channels = { int: channelCount(form) };
    const attrs = { channels, dtype: UINT8, expand_animations: { bool: false } };
    const picture = add('DecodeImage', `picture${i}`, [contents], attrs);
    const shape = add('Shape', `shape${i}`, [picture], { T: UINT8, out_type: INT32 });
    shapes.push(shape);
    const images = add('ExpandDims', `images${i}`, [picture, zero], { T: UINT8, Tdim: INT32 });
    const raised = add('AddV2', `raised${i}`, [resize(i, images, shape), half], { T: FLOAT });
    return add('Cast', `rounded${i}`, [raised], { SrcT: FLOAT, DstT: UINT8, Truncate: { bool: false } });
  });
  add('Pack', 'shapes', shapes, { N: { int: count }, T: INT32, axis: { int: 0 } });
  const together = add('ConcatV2', 'together', [...pictures, zero], { N: { int: count }, T: UINT8, Tidx: INT32 });
  const fours = constant('fours', [2], Int32Array.of(-1, 4));
  const inFours = add('Reshape', 'in-fours', [together, fours], { T: UINT8, Tshape: INT32 });
  // The binding gives no bytes back, only numbers of four.
  add('Bitcast', 'pixels', [inFours], { T: UINT8, type: INT32 });
  return nodes;
}
