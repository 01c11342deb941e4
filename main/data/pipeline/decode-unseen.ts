import { join } from 'node:path';
import { AT_ONCE, canDecodeSeveral } from '../image-folder/decode-several';
import type { PictureDecoder } from '../image-folder/decoder';
import type { JobSource } from './job';

export type FileSource = Extract<JobSource, { readonly kind: 'files' }>;

/**
 * The next files of a source, from the place `at` on and before `end`, that are decoded in the same way: at once by their names,
 * or each looked at first.
 */
export function nextFiles({ ways, form }: FileSource, at: number, end: number): { count: number; unseen: boolean } {
  const way = ways[at] ?? null;
  if (way !== null) {
    const isRun = (size: number) => ways.slice(at, at + size).every(one => one === way);
    const size = AT_ONCE.find(size => size <= end - at && canDecodeSeveral(size, form, way) && isRun(size));
    if (size !== undefined) return { count: size, unseen: true };
  }
  const next = ways.findIndex((one, i) => i > at && one !== null);
  return { count: (next < 0 ? end : Math.min(next, end)) - at, unseen: false };
}

/** Decodes files without a look at them. @returns whether that could be done; where not, each must be looked at */
export function decodeUnseen(
  { folder, files, form, ways }: FileSource,
  at: number,
  { several }: PictureDecoder,
  places: readonly (Uint8Array | Float32Array)[],
): boolean {
  const paths = files.slice(at, at + places.length).map(file => join(folder, file));
  const way = ways[at] ?? null;
  return way !== null && several !== undefined && several(paths, form, way, places) !== null;
}
