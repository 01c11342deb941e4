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
  const size = fittingSize(bitmap);
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  if (!context) return err('There is no memory left to draw the picture: close other windows, then try again.');
  // What a file leaves transparent is shown on white, as on paper.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, size.width, size.height);
  bitmap.close();
  const grey = toGrey(context.getImageData(0, 0, size.width, size.height).data, size, 4);
  return ok({ ...grey, values: grey.values.map(byte => byte / 255) });
}
