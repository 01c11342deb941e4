import { err, ok, type Result } from '#shared/result';
import type { Picture } from '../inspect/pad-image';
import { fittingSize, toGrey } from './pictures';

/** A picture file in grey, shrunk to fit; or why it cannot be read, in words. */
export async function readPicture(file: File): Promise<Result<Picture, string>> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return err(`${file.name} is no picture that can be read here: choose a PNG, JPEG, WebP or GIF.`);
  }
  const picture = drawGrey(bitmap, bitmap);
  bitmap.close();
  return picture
    ? ok(picture)
    : err('There is no memory left to draw the picture: close other windows, then try again.');
}

/**
 * What can be drawn, in grey, 0 to 1, shrunk to fit; `null` where there is no memory for it.
 * @param whole its size in pixels
 */
export function drawGrey(source: CanvasImageSource, whole: Omit<Picture, 'values'>): Picture | null {
  const size = fittingSize(whole);
  const context = new OffscreenCanvas(size.width, size.height).getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  // What a file leaves transparent is shown on white, as on paper.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, size.width, size.height);
  const grey = toGrey(context.getImageData(0, 0, size.width, size.height).data, size, 4);
  return { ...grey, values: grey.values.map(byte => byte / 255) };
}
