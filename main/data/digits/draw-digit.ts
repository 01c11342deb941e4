import { DIGIT_SIDE } from '../mnist';

/** The smallest upright rectangle with all ink of a digit, or where it is drawn; in pixels, not always whole ones. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const PIXELS = DIGIT_SIDE * DIGIT_SIDE;

/** Where the ink of a picture of MNIST is. @param images as in `Digits` */
export function inkBox(images: Uint8Array, index: number): Box {
  let [left, top, right, bottom] = [DIGIT_SIDE, DIGIT_SIDE, 0, 0];
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    if (images[index * PIXELS + pixel] === 0) continue;
    const row = Math.floor(pixel / DIGIT_SIDE);
    const column = pixel % DIGIT_SIDE;
    left = Math.min(left, column);
    top = Math.min(top, row);
    right = Math.max(right, column + 1);
    bottom = Math.max(bottom, row + 1);
  }
  return right === 0
    ? { left: 0, top: 0, width: 1, height: 1 }
    : { left, top, width: right - left, height: bottom - top };
}

/**
 * Draws a digit so that its ink fills a box, by bilinear interpolation.
 * @param ink what `inkBox` says of it
 * @param side of the canvas, in pixels
 * @param paint gets each pixel of the canvas that is touched, and how much ink is there: above 0, at most 1
 */
export function drawDigit(
  { images, index, ink, box, side }: { images: Uint8Array; index: number; ink: Box; box: Box; side: number },
  paint: (pixel: number, value: number) => void,
): void {
  const at = (row: number, column: number): number =>
    row < 0 || column < 0 || row >= DIGIT_SIDE || column >= DIGIT_SIDE
      ? 0
      : (images[index * PIXELS + row * DIGIT_SIDE + column] ?? 0) / 255;
  const stepX = ink.width / box.width;
  const stepY = ink.height / box.height;
  const lastRow = Math.min(side, Math.ceil(box.top + box.height));
  const lastColumn = Math.min(side, Math.ceil(box.left + box.width));
  for (let row = Math.max(0, Math.floor(box.top)); row < lastRow; row++) {
    const y = ink.top + (row + 0.5 - box.top) * stepY - 0.5;
    const y0 = Math.floor(y);
    for (let column = Math.max(0, Math.floor(box.left)); column < lastColumn; column++) {
      const x = ink.left + (column + 0.5 - box.left) * stepX - 0.5;
      const x0 = Math.floor(x);
      const upper = at(y0, x0) * (1 - x + x0) + at(y0, x0 + 1) * (x - x0);
      const lower = at(y0 + 1, x0) * (1 - x + x0) + at(y0 + 1, x0 + 1) * (x - x0);
      const value = upper * (1 - y + y0) + lower * (y - y0);
      if (value > 0) paint(row * side + column, value);
    }
  }
}
