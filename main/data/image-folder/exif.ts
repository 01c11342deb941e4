import type { PictureFormat } from './formats';

/**
 * How a picture must be turned to be shown: the tag Orientation of EXIF 2.32 (CIPA DC-008), 4.6.4 A. 1 is as it is stored; 2 to 4
 * mirrored, upside down, both; 5 to 8 the same with rows and columns changed.
 */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export const UPRIGHT: Orientation = 1;
const TAG = 0x0112;
const isOrientation = (value: number): value is Orientation => Number.isInteger(value) && value >= 1 && value <= 8;

/** The orientation that a JPEG, WebP or PNG says it has; 1 where it says nothing, or nothing that can be understood. */
export function orientationOf(bytes: Uint8Array, format: PictureFormat): Orientation {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const find = format === 'jpeg' ? inJpeg : format === 'webp' ? inWebP : format === 'png' ? inPng : null;
  const tiff = find?.(view) ?? null;
  return tiff === null ? UPRIGHT : fromTiff(tiff);
}

const word = (view: DataView, at: number): string =>
  Buffer.from(view.buffer, view.byteOffset + at, Math.min(4, view.byteLength - at)).toString('latin1');

const part = (view: DataView, from: number, length: number): DataView | null =>
  length > 0 && from + length <= view.byteLength ? new DataView(view.buffer, view.byteOffset + from, length) : null;

/** The first APP1 segment that begins with `Exif`. Segments end where the picture itself begins. */
function inJpeg(view: DataView): DataView | null {
  let at = 2;
  while (at + 10 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    // Any marker may have bytes of filling in front of it.
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) return null;
    const length = view.getUint16(at + 2);
    if (marker === 0xe1 && word(view, at + 4) === 'Exif') return part(view, at + 10, length - 8);
    at += 2 + length;
  }
  return null;
}

/** The RIFF chunk `EXIF`; some writers put JPEG's own six bytes in front. */
function inWebP(view: DataView): DataView | null {
  let at = 12;
  while (at + 8 <= view.byteLength) {
    const length = view.getUint32(at + 4, true);
    if (word(view, at) === 'EXIF') {
      const skip = length > 6 && word(view, at + 8) === 'Exif' ? 6 : 0;
      return part(view, at + 8 + skip, length - skip);
    }
    at += 8 + length + (length % 2);
  }
  return null;
}

function inPng(view: DataView): DataView | null {
  let at = 8;
  while (at + 12 <= view.byteLength) {
    const length = view.getUint32(at);
    const type = word(view, at + 4);
    if (type === 'eXIf') return part(view, at + 8, length);
    if (type === 'IEND') return null;
    at += 12 + length;
  }
  return null;
}

/** The tag in the first directory of a TIFF file, which EXIF is. */
function fromTiff(view: DataView): Orientation {
  if (view.byteLength < 8) return UPRIGHT;
  const little = word(view, 0).startsWith('II');
  const directory = view.getUint32(4, little);
  if (directory + 2 > view.byteLength) return UPRIGHT;
  const count = view.getUint16(directory, little);
  for (let entry = 0; entry < count; entry++) {
    const at = directory + 2 + 12 * entry;
    if (at + 12 > view.byteLength) return UPRIGHT;
    if (view.getUint16(at, little) !== TAG) continue;
    const value = view.getUint16(at + 8, little);
    return isOrientation(value) ? value : UPRIGHT;
  }
  return UPRIGHT;
}
