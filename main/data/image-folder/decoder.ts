import type { TFJSBinding } from '@tensorflow/tfjs-node-gpu/dist/tfjs_binding';
import { err, ok, type Result } from '#shared/result';
import { type DecodeSeveral, type GraphBinding, graphDecoder } from './decode-several';
import { type Orientation, orientationOf, UPRIGHT } from './exif';
import { formatOf } from './formats';
import { channelCount, type PictureForm } from './options';
import { SHADES, shadesOf } from './shades';

export interface DecodedPicture {
  /** Its own, as it is shown. */
  readonly size: readonly [height: number, width: number];
  /** Whether it is stored otherwise than it is shown. */
  readonly turned: boolean;
}

export interface PictureDecoder {
  /** Decodes one encoded picture into `into`, [height, width, channels], as bytes or as the same from 0 to 1; or says why it cannot. */
  one(encoded: Uint8Array, form: PictureForm, into: Uint8Array | Float32Array): Result<DecodedPicture, string>;
  /** Absent where it does not pay. */
  readonly several?: DecodeSeveral;
}

/** tfjs's binding to TensorFlow, without tfjs: another thread has no more of it. */
export type Binding = GraphBinding &
  Pick<
    TFJSBinding,
    | 'executeOp'
    | 'isUsingGpuDevice'
    | `TF_${'INT32' | 'FLOAT' | 'UINT8'}`
    | `TF_ATTR_${'INT' | 'TYPE' | 'BOOL' | 'STRING'}`
  >;
type Attribute = Parameters<Binding['executeOp']>[1][number];
type Output = ReturnType<Binding['executeOp']>[number];

/**
 * Decodes PNG, JPEG, GIF (its first frame), BMP and WebP with TensorFlow's own op, and brings them to one size: bilinear, as
 * `tf.image.resize` with or without `antialias`, rounded to bytes. Transparency is dropped, as Keras does.
 */
export function pictureDecoder(binding: Binding): PictureDecoder {
  const { TF_ATTR_INT, TF_ATTR_TYPE, TF_ATTR_BOOL, TF_ATTR_STRING, TF_UINT8, TF_INT32, TF_FLOAT, TF_STRING } = binding;
  // On a GPU, which one picture is not worth; the other op is always done on the CPU.
  const bilinear = !binding.isUsingGpuDevice();
  const type = (name: string, value: number): Attribute => ({ name, type: TF_ATTR_TYPE, value });
  const run = (owned: number[], op: string, attributes: Attribute[], inputs: number[]): Output => {
    const [output] = binding.executeOp(op, attributes, inputs, 1);
    if (!output) throw new Error(`${op} gave nothing.`);
    owned.push(output.id);
    return output;
  };
  const tensor = (owned: number[], ...made: Parameters<Binding['createTensor']>): number => {
    const id = binding.createTensor(...made);
    owned.push(id);
    return id;
  };

  function decodeImage(owned: number[], encoded: Uint8Array, channels: 0 | 1 | 3): Output {
    const contents = tensor(owned, [], TF_STRING, [encoded]);
    const attributes = [
      { name: 'channels', type: TF_ATTR_INT, value: channels },
      type('dtype', TF_UINT8),
      { name: 'expand_animations', type: TF_ATTR_BOOL, value: false },
    ];
    return run(owned, 'DecodeImage', attributes, [contents]);
  }

  function turn(owned: number[], picture: Output, orientation: Orientation): Output {
    const { transposed, mirrored } = TURNS[orientation];
    let turned = picture;
    if (transposed) {
      const order = tensor(owned, [3], TF_INT32, Int32Array.of(1, 0, 2));
      turned = run(owned, 'Transpose', [type('T', TF_UINT8), type('Tperm', TF_INT32)], [turned.id, order]);
    }
    if (mirrored.length > 0) {
      const axes = tensor(owned, [mirrored.length], TF_INT32, Int32Array.from(mirrored));
      turned = run(owned, 'ReverseV2', [type('T', TF_UINT8), type('Tidx', TF_INT32)], [turned.id, axes]);
    }
    return turned;
  }

  /** With antialiasing a triangle filter that widens when it shrinks; without, what Keras uses, which is faster. */
  function resample(owned: number[], picture: Output, form: PictureForm): Output {
    const [height = 1, width = 1] = picture.shape;
    const axis = tensor(owned, [], TF_INT32, Int32Array.of(0));
    const images = run(owned, 'ExpandDims', [type('T', TF_UINT8), type('Tdim', TF_INT32)], [picture.id, axis]);
    const size = tensor(owned, [2], TF_INT32, Int32Array.of(form.height, form.width));
    if (bilinear && form.fit === 'resize' && !form.antialias) {
      const attributes = [
        type('T', TF_UINT8),
        { name: 'align_corners', type: TF_ATTR_BOOL, value: false },
        { name: 'half_pixel_centers', type: TF_ATTR_BOOL, value: true },
      ];
      return run(owned, 'ResizeBilinear', attributes, [images.id, size]);
    }
    const { scale, translation } = placement(form, height, width);
    const attributes = [
      type('T', TF_UINT8),
      { name: 'kernel_type', type: TF_ATTR_STRING, value: 'triangle' },
      { name: 'antialias', type: TF_ATTR_BOOL, value: form.antialias },
    ];
    return run(owned, 'ScaleAndTranslate', attributes, [
      images.id,
      size,
      tensor(owned, [2], TF_FLOAT, Float32Array.of(...scale)),
      tensor(owned, [2], TF_FLOAT, Float32Array.of(...translation)),
    ]);
  }

  const one: PictureDecoder['one'] = (encoded, form, into) => {
    if (encoded.length === 0) return err('the file is empty');
    const format = formatOf(encoded);
    if (format === null) return err('this is not a PNG, JPEG, GIF, BMP or WebP picture');
    const channels = channelCount(form);
    // A JPEG holds its luminance; a BMP is given as it is, and its channels are sorted out below.
    const asked = format === 'jpeg' ? channels : format === 'bmp' ? 0 : 3;
    const owned: number[] = [];
    try {
      const orientation = form.turn ? orientationOf(encoded, format) : UPRIGHT;
      const picture = turn(owned, decodeImage(owned, encoded, asked), orientation);
      const [height = 1, width = 1] = picture.shape;
      const fitted = resample(owned, picture, form);
      const values = binding.tensorDataSync(fitted.id);
      write(values, fitted.shape.at(-1) ?? 1, channels, into);
      return ok({ size: [height, width], turned: orientation !== UPRIGHT });
    } catch {
      // Of what comes from a file, TensorFlow refuses nothing else; its words are for programmers.
      return err('the picture is damaged or cut short');
    } finally {
      for (const id of owned) binding.deleteTensor(id);
    }
  };
  return bilinear ? { one, several: graphDecoder(binding) } : { one };
}

/** What brings a picture to how it is shown, by its EXIF orientation: rows and columns change places, then axes are turned round. */
const TURNS: Readonly<Record<Orientation, { readonly transposed: boolean; readonly mirrored: readonly number[] }>> = {
  1: { transposed: false, mirrored: [] },
  2: { transposed: false, mirrored: [1] },
  3: { transposed: false, mirrored: [0, 1] },
  4: { transposed: false, mirrored: [0] },
  5: { transposed: true, mirrored: [] },
  6: { transposed: true, mirrored: [1] },
  7: { transposed: true, mirrored: [0, 1] },
  8: { transposed: true, mirrored: [0] },
};

/** Where a picture lies in the frame: output = input · scale + translation, for rows and columns. */
function placement({ fit, height, width }: PictureForm, ownHeight: number, ownWidth: number) {
  const scale = [height / ownHeight, width / ownWidth] as const;
  if (fit === 'resize') return { scale, translation: [0, 0] as const };
  const both = fit === 'crop' ? Math.max(...scale) : Math.min(...scale);
  return {
    scale: [both, both] as const,
    translation: [(height - ownHeight * both) / 2, (width - ownWidth * both) / 2] as const,
  };
}

/** Rounds; red, green and blue become luminance where one channel is wanted (ITU-R BT.601, as in `tf.image.rgb_to_grayscale`). */
function write(values: ArrayLike<number>, given: number, channels: 1 | 3, into: Uint8Array | Float32Array): void {
  if (given === channels && into instanceof Float32Array) {
    // What is not below 0 is rounded by cutting off: several times as fast as Math.round.
    for (let i = 0; i < into.length; i++) into[i] = SHADES[((values[i] ?? 0) + 0.5) | 0] ?? 0;
  } else if (given === channels) {
    for (let i = 0; i < into.length; i++) into[i] = (values[i] ?? 0) + 0.5;
  } else {
    const bytes = into instanceof Uint8Array ? into : new Uint8Array(into.length);
    changeChannels(values, given, channels, bytes);
    if (into instanceof Float32Array) shadesOf(bytes, into);
  }
}

function changeChannels(values: ArrayLike<number>, given: number, channels: 1 | 3, into: Uint8Array): void {
  if (channels === 1) {
    for (let to = 0; to < into.length; to++) into[to] = luminance(values, to * given, given) + 0.5;
    return;
  }
  // Two channels are luminance and transparency, four are colours and transparency.
  const step = given < 3 ? 0 : 1;
  for (let to = 0; to < into.length; to++) {
    into[to] = (values[Math.floor(to / 3) * given + step * (to % 3)] ?? 0) + 0.5;
  }
}

const luminance = (values: ArrayLike<number>, from: number, given: number): number =>
  given < 3
    ? (values[from] ?? 0)
    : 0.2989 * (values[from] ?? 0) + 0.587 * (values[from + 1] ?? 0) + 0.114 * (values[from + 2] ?? 0);
