import type { Point } from './probe';
import { sampleGrid } from './sample-grid';
import type { Snapshots } from './snapshots';

type Rgb = readonly [number, number, number];

/** The two classes: told apart also without seeing red or green. */
const FIRST: Rgb = [42, 112, 214];
const SECOND: Rgb = [232, 119, 34];

const css = ([r, g, b]: Rgb): string => `rgb(${r} ${g} ${b})`;
const CLASS_COLORS = [css(FIRST), css(SECOND)] as const;

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
  const pixels = context.createImageData(side, side);
  const colors = [FIRST, SECOND] as const;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const second = sampleGrid(values, size, (x + 0.5) / side, (y + 0.5) / side);
      // How far from undecided, so that the boundary itself stays pale.
      const strength = 0.06 + 0.36 * Math.abs(2 * second - 1);
      const color = colors[second < 0.5 ? 0 : 1];
      const place = 4 * (y * side + x);
      pixels.data[place] = ground[0] + strength * (color[0] - ground[0]);
      pixels.data[place + 1] = ground[1] + strength * (color[1] - ground[1]);
      pixels.data[place + 2] = ground[2] + strength * (color[2] - ground[2]);
      pixels.data[place + 3] = 255;
    }
  }
  context.putImageData(pixels, 0, 0);
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
