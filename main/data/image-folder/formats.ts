import type { KindOfFiles } from './list-folder';

/** What TensorFlow decodes. */
export type PictureFormat = 'png' | 'jpeg' | 'gif' | 'bmp' | 'webp';

const SIGNATURES: readonly (readonly [PictureFormat, readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['bmp', [0x42, 0x4d]],
];

/** By its first bytes, whatever the name says; `null` for anything else. */
export const formatOf = (bytes: Uint8Array): PictureFormat | null =>
  isWebP(bytes)
    ? 'webp'
    : (SIGNATURES.find(([, signature]) => signature.every((byte, i) => bytes[i] === byte))?.[0] ?? null);

/** `RIFF`, four bytes of size, `WEBP`. */
const isWebP = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(8, 12)).toString('latin1') === 'WEBP';

const READABLE = /\.(png|jpe?g|gif|bmp|webp)$/i;
/** Pictures that nobody should find missing without a word. */
const UNSUPPORTED = /\.(tiff?|heic|heif|avif|svg|jp2|psd)$/i;

/** What a file's name says of it; `other` is no picture and of no interest. */
export function kindByName(name: string): 'picture' | 'unsupported' | 'other' {
  if (READABLE.test(name)) return 'picture';
  return UNSUPPORTED.test(name) ? 'unsupported' : 'other';
}

/** A folder's pictures. */
export const PICTURES: KindOfFiles = {
  noun: 'pictures',
  formats: 'PNG, JPEG, GIF, BMP, WebP',
  kindByName,
  notSupported: 'this format is not supported; save it as PNG or JPEG',
};
