import type { Picture } from './pad-image';
import type { Stroke } from './probe';

/** The pad's side, in its own pixels. */
export const PAD_SIZE = 280;
/** In the pad's pixels: after shrinking about as thick as MNIST's strokes. */
export const PEN_WIDTH = 22;

type Context = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineCap'
  | 'lineJoin'
  | 'fillRect'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'stroke'
>;

/** White on black. */
export function drawStrokes(context: Context, strokes: readonly Stroke[]): void {
  context.fillStyle = '#000';
  context.fillRect(0, 0, PAD_SIZE, PAD_SIZE);
  context.strokeStyle = '#fff';
  context.lineWidth = PEN_WIDTH;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const stroke of strokes) {
    const [start, ...rest] = stroke;
    if (!start) continue;
    context.beginPath();
    context.moveTo(start.x * PAD_SIZE, start.y * PAD_SIZE);
    // A line of no length with round ends is a dot.
    if (rest.length === 0) context.lineTo(start.x * PAD_SIZE, start.y * PAD_SIZE);
    for (const { x, y } of rest) context.lineTo(x * PAD_SIZE, y * PAD_SIZE);
    context.stroke();
  }
}

export function readDrawing(context: CanvasRenderingContext2D): Picture {
  const { data } = context.getImageData(0, 0, PAD_SIZE, PAD_SIZE);
  const values = new Float32Array(PAD_SIZE * PAD_SIZE);
  for (let i = 0; i < values.length; i++) values[i] = (data[4 * i] ?? 0) / 255;
  return { width: PAD_SIZE, height: PAD_SIZE, values };
}
