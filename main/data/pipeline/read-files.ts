import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '#shared/result';
import { fileProblem } from '../../files/file-problem';
import { AT_ONCE, canDecodeSeveral } from '../image-folder/decode-several';
import type { DecodedPicture, PictureDecoder } from '../image-folder/decoder';
import { orientationOf, UPRIGHT } from '../image-folder/exif';
import { formatOf } from '../image-folder/formats';
import type { PictureForm } from '../image-folder/options';

/** No picture that a person took is as large, in bytes. */
const MOST_BYTES = 256 * 2 ** 20;
/** Encoded bytes that are decoded at once, at most: large pictures would take much memory, and gain nothing. */
const MOST_AT_ONCE = 4 * 2 ** 20;
/** Any such pictures may be decoded at once. */
const MOST_OF_ONE = MOST_AT_ONCE / AT_ONCE[0];

interface Encoded {
  readonly path: string;
  readonly contents: Result<Uint8Array, string>;
  /** Whether it can be decoded with others. */
  readonly fits: boolean;
}

/** What came of one file: what it holds and its picture, or why there is none. */
export type FileRead =
  | { readonly encoded: Uint8Array; readonly decoded: DecodedPicture; readonly together: boolean }
  | { readonly reason: string; readonly unreachable: boolean };

/**
 * Reads and decodes files, several at once where they are alike enough; pauses after each such group.
 * @param placeOf where the pixels of a file go, bytes or float32 from 0 to 1, by its place in the list
 */
export function* readFiles(
  folder: string,
  files: readonly string[],
  form: PictureForm,
  decoder: PictureDecoder,
  placeOf: (at: number) => Uint8Array | Float32Array,
): Generator<readonly FileRead[], void, void> {
  for (let at = 0; at < files.length; ) {
    const wanted = AT_ONCE.find(size => size <= files.length - at && canDecodeSeveral(size, form, 'resized')) ?? 1;
    const group = readGroup(folder, files.slice(at, at + wanted), form);
    const places = group.map((_, i) => placeOf(at + i));
    yield (group.length === wanted && wanted > 1 ? decodeGroup(group, form, decoder, places) : null) ??
      group.map((one, i) => decodeOne(one, form, decoder, places[i]));
    at += group.length;
  }
}

/** @returns fewer, at least one, where the last of them must be decoded by itself */
function readGroup(folder: string, files: readonly string[], form: PictureForm): Encoded[] {
  const group: Encoded[] = [];
  let bytes = 0;
  for (const file of files) {
    const path = join(folder, file);
    const contents = contentsOf(path);
    bytes += contents.ok ? contents.value.length : 0;
    const fits = contents.ok && bytes <= MOST_AT_ONCE && fitsGraph(contents.value, form);
    group.push({ path, contents, fits });
    if (!fits) return group;
  }
  return group;
}

/** The graph decodes to the channels that are wanted, and turns nothing. */
function fitsGraph(encoded: Uint8Array, { channels, turn }: PictureForm): boolean {
  const format = formatOf(encoded);
  if (format === null || format === 'bmp' || (format !== 'jpeg' && channels === 'grayscale')) return false;
  return !turn || orientationOf(encoded, format) === UPRIGHT;
}

function decodeGroup(
  group: readonly Encoded[],
  form: PictureForm,
  { several }: PictureDecoder,
  places: readonly (Uint8Array | Float32Array)[],
): FileRead[] | null {
  const encoded = group.flatMap(({ contents, fits }) => (contents.ok && fits ? contents.value : []));
  const paths = group.map(({ path }) => path);
  const sizes = encoded.length === group.length ? several?.(paths, form, 'resized', places) : null;
  if (!sizes) return null;
  return encoded.map((bytes, i) => {
    const decoded = { size: sizes[i] ?? [1, 1], turned: false } as const;
    return { encoded: bytes, decoded, together: bytes.length <= MOST_OF_ONE };
  });
}

function decodeOne(
  { contents, fits }: Encoded,
  form: PictureForm,
  { one }: PictureDecoder,
  into: Uint8Array | Float32Array = new Uint8Array(),
): FileRead {
  if (!contents.ok) return { reason: contents.error, unreachable: true };
  const decoded = one(contents.value, form, into);
  return decoded.ok
    ? { encoded: contents.value, decoded: decoded.value, together: fits && contents.value.length <= MOST_OF_ONE }
    : { reason: decoded.error, unreachable: false };
}

function contentsOf(path: string): Result<Uint8Array, string> {
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) return err(`the file is larger than ${MOST_BYTES / 2 ** 20} MB`);
    return ok(readFileSync(path));
  } catch (cause) {
    return err(fileProblem(cause, path).message.slice(path.length + 2));
  }
}
