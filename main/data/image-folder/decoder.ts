import { err, ok, type Result } from '#shared/result';
import { rawOps } from '../../model/raw-ops';
import type { Tensor, TensorFlow } from '../../model/tensorflow';
import { formatOf, NOT_SUPPORTED } from './formats';
import { channelCount, type PictureForm } from './options';

/** Decodes one encoded picture into `into`, [height, width, channels] as bytes; or says why it cannot. */
export type DecodePicture = (encoded: Uint8Array, into: Uint8Array) => Result<void, string>;

/**
 * Decodes PNG, JPEG, GIF (its first frame) and BMP with TensorFlow's own ops, and brings them to one size: bilinear with
 * antialiasing, as `tf.image.resize(…, antialias=True)`. Transparency is dropped, as Keras does.
 */
export function pictureDecoder(tf: TensorFlow, form: PictureForm): DecodePicture {
  const ops = rawOps(tf);
  const channels = channelCount(form);
  return (encoded, into) => {
    if (encoded.length === 0) return err('the file is empty');
    const format = formatOf(encoded);
    if (format === null) return err(isWebP(encoded) ? NOT_SUPPORTED : 'this is not a PNG, JPEG, GIF or BMP picture');
    // A JPEG holds its luminance; a BMP is given as it is, and its channels are sorted out below.
    const asked = format === 'jpeg' ? channels : format === 'bmp' ? 0 : 3;
    const fitted: Tensor[] = [];
    try {
      tf.tidy(() => {
        // TensorFlow's strings are bytes; tfjs's type for a scalar names only text.
        const contents = tf.scalar(encoded as unknown as string, 'string');
        const picture = ops.decodeImage(contents, asked);
        const [height = 1, width = 1] = picture.shape;
        const { scale, translation } = placement(form, height, width);
        fitted.push(tf.keep(ops.resample(picture, [form.height, form.width], scale, translation)));
      });
    } catch {
      // Of what comes from a file, TensorFlow refuses nothing else; its words are for programmers.
      return err('the picture is damaged or cut short');
    }
    const [result] = fitted;
    if (!result) return err('the picture is empty');
    const values = result.dataSync<'float32'>();
    const given = result.shape.at(-1) ?? 1;
    result.dispose();
    toBytes(values, given, channels, into);
    return ok(undefined);
  };
}

/** Where a picture lies in the frame: output = input · scale + translation, for rows and columns. */
function placement({ fit, height, width }: PictureForm, ownHeight: number, ownWidth: number) {
  const scale = [height / ownHeight, width / ownWidth] as const;
  if (fit === 'resize') return { scale, translation: [0, 0] as const };
  const larger = Math.max(...scale);
  return {
    scale: [larger, larger] as const,
    translation: [(height - ownHeight * larger) / 2, (width - ownWidth * larger) / 2] as const,
  };
}

/** Rounds; red, green and blue become luminance where one channel is wanted (ITU-R BT.601, as in `tf.image.rgb_to_grayscale`). */
function toBytes(values: Float32Array, given: number, channels: 1 | 3, into: Uint8Array): void {
  const pixels = values.length / given;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const from = pixel * given;
    const first = values[from] ?? 0;
    if (channels === 1) {
      const grey =
        given < 3 ? first : 0.2989 * first + 0.587 * (values[from + 1] ?? 0) + 0.114 * (values[from + 2] ?? 0);
      into[pixel] = Math.round(grey);
    } else {
      for (let channel = 0; channel < 3; channel++) {
        into[3 * pixel + channel] = Math.round(given < 3 ? first : (values[from + channel] ?? 0));
      }
    }
  }
}

/** `RIFF`, four bytes of size, `WEBP`. */
const isWebP = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(8, 12)).toString('latin1') === 'WEBP';
