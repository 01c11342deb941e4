import { gridShape, slide, windowReach } from '#shared/layers/window';
import type { ShapeProblem } from '#shared/problems/problem';
import { ok, type Result } from '#shared/result';
import type { Picture } from '../inspect/pad-image';

/** A square kernel, row by row from the top left, and how it moves over a picture. */
export interface Filter {
  readonly kernel: readonly number[];
  /** The same down and across, in pixels. */
  readonly stride: number;
  readonly padding: 'valid' | 'same';
}

/** How many times a window is laid over a picture, and where. */
export interface Sliding {
  /** The result's, in cells. */
  readonly width: number;
  readonly height: number;
  /** The window's side, in pixels. */
  readonly side: number;
  readonly stride: number;
  /** The zeros put before the picture's columns and rows by `same`; TensorFlow puts the odd one after. */
  readonly before: Cell;
}

/** A column and a row, from 0. */
export interface Cell {
  readonly x: number;
  readonly y: number;
}

/** One product of a window. */
export interface Term {
  readonly value: number;
  readonly weight: number;
  readonly product: number;
  /** The value is a zero of the padding, outside the picture. */
  readonly isPadding: boolean;
}

export interface Convolved extends Sliding {
  /** One sum for each place of the window, row by row. */
  readonly values: Float32Array;
}

/** Where the window is laid; fails where the kernel is larger than the picture and nothing is padded. */
export function slideOver(
  { width, height }: Omit<Picture, 'values'>,
  { kernel, stride, padding }: Filter,
): Result<Sliding, ShapeProblem> {
  const side = Math.round(Math.sqrt(kernel.length));
  const shape = [null, height, width, 1];
  const grid = gridShape(shape, 2);
  if (!grid.ok) return grid;
  const window = { param: 'kernel', size: [side, side], strides: [stride, stride], padding };
  const sizes = slide(shape, grid.value, window);
  if (!sizes.ok) return sizes;
  const [beforeRows = 0, beforeColumns = 0] = windowReach(grid.value, window).map(
    ({ extent, offset }) => (extent - 1) / 2 - offset,
  );
  const [rows = 0, columns = 0] = sizes.value;
  return ok({ width: columns, height: rows, side, stride, before: { x: beforeColumns, y: beforeRows } });
}

/** The window's top left pixel for a cell of the result; negative in the padding. */
export const windowAt = ({ stride, before }: Sliding, cell: Cell): Cell => ({
  x: cell.x * stride - before.x,
  y: cell.y * stride - before.y,
});

/** The cell of the result whose window has its middle nearest to a point of the picture, in pixels from its corner. */
export function cellUnder({ width, height, side, stride, before }: Sliding, point: Cell): Cell {
  const nearest = (place: number, padding: number, count: number) =>
    Math.min(count - 1, Math.max(0, Math.round((place + padding - side / 2) / stride)));
  return { x: nearest(point.x, before.x, width), y: nearest(point.y, before.y, height) };
}

/** The products that one cell of the result is the sum of, row by row. */
export function termsAt(picture: Picture, { kernel }: Filter, sliding: Sliding, cell: Cell): readonly Term[] {
  const corner = windowAt(sliding, cell);
  return kernel.map((weight, index) => {
    const x = corner.x + (index % sliding.side);
    const y = corner.y + Math.floor(index / sliding.side);
    const isPadding = x < 0 || y < 0 || x >= picture.width || y >= picture.height;
    const value = isPadding ? 0 : (picture.values[y * picture.width + x] ?? 0);
    return { value, weight, product: value * weight, isPadding };
  });
}

export const sumOf = (terms: readonly Term[]): number => terms.reduce((sum, { product }) => sum + product, 0);

/**
 * What a convolution layer makes of one channel: cross-correlation (the kernel is not turned around), TensorFlow's padding,
 * no bias.
 */
export function convolve(picture: Picture, filter: Filter): Result<Convolved, ShapeProblem> {
  const slid = slideOver(picture, filter);
  if (!slid.ok) return slid;
  const { width, height } = slid.value;
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) values[y * width + x] = sumOf(termsAt(picture, filter, slid.value, { x, y }));
  }
  return ok({ ...slid.value, values });
}
