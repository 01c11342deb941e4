import { type Drawing, FAMILIES, type Measure, type Shape, type TextStyle } from './drawing';

const fontOf = ({ face, size, weight, italic }: TextStyle): string =>
  `${italic ? 'italic ' : ''}${weight} ${size}px ${FAMILIES[face]}`;

/** Measures texts as the browser draws them. */
export function browserMeasure(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  return (text, style) => {
    if (!context) return text.length * style.size * 0.6;
    context.font = fontOf(style);
    return context.measureText(text).width;
  };
}

function paintShape(context: CanvasRenderingContext2D, it: Shape): void {
  if (it.kind === 'text') {
    context.font = fontOf(it.style);
    context.textAlign = it.anchor === 'end' ? 'right' : 'left';
    context.fillStyle = it.fill;
    context.fillText(it.text, it.x, it.y);
    return;
  }
  const path = new Path2D(it.kind === 'path' ? it.d : undefined);
  if (it.kind === 'box') path.roundRect(it.x, it.y, it.width, it.height, it.radius);
  if (it.fill) {
    context.globalAlpha = it.kind === 'box' ? (it.opacity ?? 1) : 1;
    context.fillStyle = it.fill;
    context.fill(path);
    context.globalAlpha = 1;
  }
  if (it.stroke) {
    context.strokeStyle = it.stroke;
    context.lineWidth = it.strokeWidth ?? 1;
    context.setLineDash([...(it.dash ?? [])]);
    context.stroke(path);
  }
}

/** The largest side and area of a canvas that every browser in use can hold. */
const LARGEST_SIDE = 16_384;
const LARGEST_AREA = 16_384 * 8192;

/** The scale that is wanted, or the largest at which the picture can be made. */
export const scaleFor = ({ width, height }: Pick<Drawing, 'width' | 'height'>, wanted: number): number =>
  Math.min(wanted, LARGEST_SIDE / Math.max(width, height), Math.sqrt(LARGEST_AREA / (width * height)));

/** Draws onto a canvas, which takes the drawing's size times the scale. */
export function paint(canvas: HTMLCanvasElement, drawing: Drawing, scale: number): void {
  canvas.width = Math.max(1, Math.round(drawing.width * scale));
  canvas.height = Math.max(1, Math.round(drawing.height * scale));
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(scale, scale);
  context.translate(-drawing.x, -drawing.y);
  if (drawing.background) {
    context.fillStyle = drawing.background;
    context.fillRect(drawing.x, drawing.y, drawing.width, drawing.height);
  }
  for (const { shapes } of drawing.groups) for (const it of shapes) paintShape(context, it);
}

/** A drawing as a PNG file; `null` where the browser cannot make one of this size. */
export async function toPng(drawing: Drawing, scale: number): Promise<Uint8Array | null> {
  const canvas = document.createElement('canvas');
  paint(canvas, drawing, scaleFor(drawing, scale));
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'));
  return blob && new Uint8Array(await blob.arrayBuffer());
}
