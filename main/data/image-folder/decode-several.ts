import type { TFJSBinding } from '@tensorflow/tfjs-node-gpu/dist/tfjs_binding';
import { loadGraph } from '../../compiled/load-graph';
import { ALIGNED, resizedGraph, wholeGraph } from './decode-graph';
import { channelCount, type PictureForm, pictureBytes } from './options';
import { type Resize, resizer } from './resize';
import { putShades } from './shades';

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

type Size = readonly [height: number, width: number];

/**
 * How several pictures are brought to one size: TensorFlow's graph gives them resized, or as they are decoded. The bytes are the
 * same. To resize them here takes less time, and to copy them here more; so the latter is for smaller ones.
 */
export type Way = 'resized' | 'whole';

/**
 * Reads, decodes and resizes several files at once.
 * @param into where each goes, [height, width, channels], as bytes or as the same from 0 to 1
 * @returns each one's own height and width; `null` where one of them cannot be decoded: then each must be tried by itself
 */
export type DecodeSeveral = (
  files: readonly string[],
  form: PictureForm,
  way: Way,
  into: readonly (Uint8Array | Float32Array)[],
) => readonly Size[] | null;

/** How many pictures a graph takes; each number is a graph of its own. */
export const AT_ONCE = [8, 4, 2, 1] as const;
/** Graphs that are kept: those of two forms. */
const KEPT = 4 * AT_ONCE.length;

/** A decoded picture with more bytes than so many times those of the resized one costs more to copy than is saved. */
const MOST_TIMES = 8;

/** How a picture of a size is decoded with others. */
export function wayOf([height, width]: Size, form: PictureForm): Way {
  const isSmall = height * width * channelCount(form) <= MOST_TIMES * pictureBytes(form);
  return form.fit === 'resize' && !form.antialias && isSmall ? 'whole' : 'resized';
}

/** Whether so many pictures of a form can be decoded at once. Those that are resized leave the graph together, as int32, four bytes each. */
export const canDecodeSeveral = (count: number, form: PictureForm, way: Way): boolean =>
  form.fit === 'resize' && (way === 'whole' || (count > 1 && (count * pictureBytes(form)) % 4 === 0));

/**
 * Decodes by one TensorFlow graph: all that is done to several pictures crosses the binding once, and TensorFlow does them on
 * several threads. It takes the files' names rather than their bytes, since the binding loses its inputs where one cannot be
 * decoded. The pixels are those of `pictureDecoder`.
 */
export function graphDecoder(binding: GraphBinding): DecodeSeveral {
  const sessions = new Map<string, number>();
  const resize = resizer();
  function sessionFor(count: number, form: PictureForm, way: Way): number {
    const { height, width, channels, antialias } = form;
    const key = [count, way, channels, ...(way === 'whole' ? [] : [height, width, antialias])].join(' ');
    const graph = way === 'whole' ? wholeGraph : resizedGraph;
    const load = () => loadGraph(graph(count, form), (folder, tag) => binding.loadSavedModel(folder, tag));
    const session = sessions.get(key) ?? load();
    // The latest one used is the last.
    sessions.delete(key);
    sessions.set(key, session);
    for (const [old, oldSession] of [...sessions].slice(0, -KEPT)) {
      binding.deleteSavedModel(oldSession);
      sessions.delete(old);
    }
    return session;
  }
  return (files, form, way, into) => {
    const session = sessionFor(files.length, form, way);
    const names = files.map(file => Buffer.from(file));
    const owned = [binding.createTensor([files.length], binding.TF_STRING, names)];
    const outputs = way === 'whole' ? ['ends', ...files.map((_, i) => `pixels${i}`)] : ['pixels'];
    try {
      const given = binding.runSavedModel(
        session,
        [...owned],
        'files:0',
        ['shapes', ...outputs].join(':0,').concat(':0'),
      );
      owned.push(...given.map(({ id }) => id));
      const bytesOf = (output: number): Uint8Array => {
        const tensor = given[output];
        if (!tensor) throw new Error('The graph that decodes pictures gave too little.');
        const values = binding.tensorDataSync(tensor.id);
        return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      };
      const shapes = new Int32Array(bytesOf(0).buffer);
      const sizes = files.map((_, i): Size => [shapes[3 * i] ?? 1, shapes[3 * i + 1] ?? 1]);
      if (way === 'whole') putWhole(bytesOf, sizes, form, resize, into);
      else putResized(bytesOf(1), form, into);
      return sizes;
    } catch {
      return null;
    } finally {
      for (const id of owned) binding.deleteTensor(id);
    }
  };
}

function putResized(pixels: Uint8Array, form: PictureForm, into: readonly (Uint8Array | Float32Array)[]): void {
  const size = pictureBytes(form);
  for (const [i, place] of into.entries()) putShades(pixels.subarray(i * size, (i + 1) * size), place);
}

function putWhole(
  bytesOf: (output: number) => Uint8Array,
  sizes: readonly Size[],
  form: PictureForm,
  resize: Resize,
  into: readonly (Uint8Array | Float32Array)[],
): void {
  const ends = bytesOf(1);
  for (const [i, place] of into.entries()) {
    const end = ends.subarray(i * ALIGNED, (i + 1) * ALIGNED);
    const own = sizes[i] ?? [1, 1];
    resize([bytesOf(2 + i), end], own, [form.height, form.width], channelCount(form), place);
  }
}
