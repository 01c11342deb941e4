/** One channel of pixels, row by row from the top left; 0 is background, 1 is ink. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

export const blankPicture = (width: number, height: number): Picture => ({
  width,
  height,
  values: new Float32Array(width * height),
});

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The smallest box around all ink; `null` for an empty picture. */
export function inkBox({ width, height, values }: Picture): Box | null {
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((values[y * width + x] ?? 0) <= 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** The mean place of the ink, in pixels from the top left corner; a pixel's own place is its middle. */
export function centreOfMass({ width, height, values }: Picture): { readonly x: number; readonly y: number } | null {
  let mass = 0;
  let sumX = 0;
  let sumY = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const ink = values[y * width + x] ?? 0;
      mass += ink;
      sumX += ink * (x + 0.5);
      sumY += ink * (y + 0.5);
    }
  }
  return mass > 0 ? { x: sumX / mass, y: sumY / mass } : null;
}

/**
 * The mean of the source under each pixel of the target, which is what antialiasing means; partly covered source pixels
 * count by their share.
 * @param area the part of the source that fills the target; it may reach beyond the source, where there is no ink.
 */
export function resample(source: Picture, area: Box, width: number, height: number): Picture {
  const columns = shares(area.left, area.width, width, source.width);
  const rows = shares(area.top, area.height, height, source.height);
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (const [sourceY, shareY] of rows[y] ?? []) {
        for (const [sourceX, shareX] of columns[x] ?? []) {
          sum += shareY * shareX * (source.values[sourceY * source.width + sourceX] ?? 0);
        }
      }
      values[y * width + x] = sum;
    }
  }
  return { width, height, values };
}

/** For each pixel of one axis of the target: the source pixels under it, each with its share of the whole. */
function shares(start: number, length: number, count: number, limit: number): readonly (readonly [number, number])[][] {
  const step = length / count;
  return Array.from({ length: count }, (_, index) => {
    const from = start + index * step;
    const to = from + step;
    const under: [number, number][] = [];
    for (let pixel = Math.max(0, Math.floor(from)); pixel < Math.min(limit, Math.ceil(to)); pixel++) {
      under.push([pixel, (Math.min(to, pixel + 1) - Math.max(from, pixel)) / step]);
    }
    return under;
  });
}

const MNIST_SIZE = 28;
const MNIST_BOX = 20;

/**
 * A drawing as MNIST's makers prepared theirs (LeCun, Cortes, Burges): shrunk, with its proportions, to fit a box of 20 × 20,
 * then placed in 28 × 28 so that its centre of mass is in the middle.
 * @param pen the width of a stroke in pixels of the drawing. A small mark is not blown up beyond strokes of 4 pixels: a dot
 * stays a dot.
 */
export function toMnist(drawing: Picture, pen: number): Picture {
  const box = inkBox(drawing);
  if (!box) return blankPicture(MNIST_SIZE, MNIST_SIZE);
  const scale = Math.min(MNIST_BOX / Math.max(box.width, box.height), 4 / pen);
  const centre = centreOfMass(drawing) ?? { x: 0, y: 0 };
  // The part of the drawing that lands on the 28 × 28, moved so that the mass is central and all ink stays inside.
  const size = MNIST_SIZE / scale;
  const place = (middle: number, from: number, length: number) =>
    Math.min(from, Math.max(from + length - size, middle - size / 2));
  const area = {
    left: place(centre.x, box.left, box.width),
    top: place(centre.y, box.top, box.height),
    width: size,
    height: size,
  };
  const picture = resample(drawing, area, MNIST_SIZE, MNIST_SIZE);
  return { ...picture, values: picture.values.map(ink => Math.min(1, ink)) };
}

/**
 * A drawing as a sample of the given shape (height, width, channels): like MNIST's where the shape is MNIST's, otherwise just
 * shrunk, the same in every channel.
 */
export function toSample(drawing: Picture, shape: readonly number[], pen: number): Float32Array {
  const [height = 1, width = 1, channels = 1] = shape;
  if (height === MNIST_SIZE && width === MNIST_SIZE && channels === 1) return toMnist(drawing, pen).values;
  const whole = { left: 0, top: 0, width: drawing.width, height: drawing.height };
  const { values } = resample(drawing, whole, width, height);
  const sample = new Float32Array(height * width * channels);
  for (let i = 0; i < sample.length; i++) sample[i] = values[Math.floor(i / channels)] ?? 0;
  return sample;
}
