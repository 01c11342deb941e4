import { join } from 'node:path';
import { AT_ONCE, canDecodeSeveral } from '../image-folder/decode-graph';
import { type PictureDecoder, putShades } from '../image-folder/decoder';
import { type PictureForm, pictureBytes } from '../image-folder/options';
import type { JobSource } from './job';

export type FileSource = Extract<JobSource, { readonly kind: 'files' }>;

/**
 * The next files of a source, from the place `at` on and before `end`, that are decoded in the same way: at once by their names,
 * or each looked at first.
 */
export function nextFiles({ together, form }: FileSource, at: number, end: number): { count: number; unseen: boolean } {
  const isRun = (size: number) => together.slice(at, at + size).every(one => one);
  const size = AT_ONCE.find(size => size <= end - at && canDecodeSeveral(size, form) && isRun(size));
  if (size !== undefined) return { count: size, unseen: true };
  const next = together.indexOf(true, at + 1);
  return { count: (next < 0 ? end : Math.min(next, end)) - at, unseen: false };
}

/** Decodes files without a look at them. @returns whether that could be done; where not, each must be looked at */
export function decodeUnseen(
  { folder, files, form }: FileSource,
  at: number,
  { several }: PictureDecoder,
  places: readonly (Uint8Array | Float32Array)[],
): boolean {
  const paths = files.slice(at, at + places.length).map(file => join(folder, file));
  const decoded = several?.(paths, form);
  if (decoded) putPictures(decoded.pixels, form, places);
  return decoded !== null && decoded !== undefined;
}

/** @param pixels of one picture after another */
export function putPictures(
  pixels: Uint8Array,
  form: PictureForm,
  places: readonly (Uint8Array | Float32Array)[],
): void {
  const size = pictureBytes(form);
  for (const [i, into] of places.entries()) putShades(pixels.subarray(i * size, (i + 1) * size), into);
}
