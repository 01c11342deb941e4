import type { Point } from './probe';
import type { Snapshots } from './snapshots';

type Rgb = readonly [number, number, number];

/** The two classes: told apart also without seeing red or green. */
const FIRST: Rgb = [42, 112, 214];
const SECOND: Rgb = [232, 119, 34];

const css = ([r, g, b]: Rgb): string => `rgb(${r} ${g} ${b})`;
export const CLASS_COLORS = [css(FIRST), css(SECOND)] as const;

interface PlaneDrawing {
  readonly plane: { readonly samples: Float32Array | null; readonly labels: readonly number[]; readonly range: number };
  readonly boundary: Snapshots['boundary'];
  /** The probe. */
  readonly place: Point | null;
  readonly dark: boolean;
}

/** Draws probabilities, points and probe on a square of `side` pixels. */
export function drawPlane(context: CanvasRenderingContext2D, side: number, drawing: PlaneDrawing): void {
  const { plane, boundary, place, dark } = drawing;
  const ground: Rgb = dark ? [20, 23, 28] : [255, 255, 255];
  context.fillStyle = css(ground);
  context.fillRect(0, 0, side, side);
  if (boundary && boundary.range === plane.range) drawBoundary(context, side, boundary, ground);
  const toPixel = ({ x, y }: Point): Point => ({
    x: ((x / plane.range + 1) / 2) * side,
    y: ((1 - y / plane.range) / 2) * side,
  });
  const unit = side / 276;
  context.lineWidth = 0.8 * unit;
  context.strokeStyle = css(ground);
  for (const [index, label] of plane.labels.entries()) {
    const at = toPixel({ x: plane.samples?.[2 * index] ?? 0, y: plane.samples?.[2 * index + 1] ?? 0 });
    context.beginPath();
    context.arc(at.x, at.y, 2.4 * unit, 0, 2 * Math.PI);
    context.fillStyle = CLASS_COLORS[label] ?? CLASS_COLORS[0];
    context.fill();
    context.stroke();
  }
  if (place) drawCross(context, toPixel(place), unit, dark);
}

function drawBoundary(
  context: CanvasRenderingContext2D,
  side: number,
  { shape: [size = 1], values }: NonNullable<Snapshots['boundary']>,
  ground: Rgb,
): void {
  const small = new OffscreenCanvas(size, size);
  const pixels = new ImageData(size, size);
  for (let i = 0; i < size * size; i++) {
    const second = Math.min(1, Math.max(0, values[i] ?? 0.5));
    // How far from undecided, so that the boundary itself stays pale.
    const strength = 0.06 + 0.36 * Math.abs(2 * second - 1);
    const color = second < 0.5 ? FIRST : SECOND;
    for (let channel = 0; channel < 3; channel++) {
      const base = ground[channel] ?? 0;
      pixels.data[4 * i + channel] = base + strength * ((color[channel] ?? 0) - base);
    }
    pixels.data[4 * i + 3] = 255;
  }
  small.getContext('2d')?.putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(small, 0, 0, side, side);
}

function drawCross(context: CanvasRenderingContext2D, { x, y }: Point, unit: number, dark: boolean): void {
  const arm = 7 * unit;
  context.strokeStyle = dark ? '#fff' : '#000';
  context.lineWidth = 1.5 * unit;
  context.beginPath();
  context.moveTo(x - arm, y);
  context.lineTo(x + arm, y);
  context.moveTo(x, y - arm);
  context.lineTo(x, y + arm);
  context.stroke();
}
