import { PixelCanvas } from '../inspect/PixelCanvas';
import type { Cell } from './convolve';
import styles from './playground.module.css';

/** The longer side of what is shown, in CSS pixels. */
const SIDE = 312;

interface FrameProps {
  /** The picture's own size, in its pixels. */
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** The first column and row that are shown, and how many; beyond the picture lies padding. */
  readonly view: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** What is marked, in the picture's pixels; `cells` draws its lines, too. */
  readonly mark: { readonly x: number; readonly y: number; readonly side: number; readonly cells: number };
  /** A place the pointer is at, in the picture's pixels. */
  readonly onPoint: (point: Cell) => void;
}

/** A picture, enlarged, with a part of it marked. */
export function Frame({ width, height, pixels, view, mark, onPoint }: FrameProps) {
  const scale = SIDE / Math.max(view.width, view.height);
  const lines = Array.from({ length: mark.cells - 1 }, (_, index) => ((index + 1) * mark.side) / mark.cells);
  const point = (event: React.PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onPoint({
      x: view.x + ((event.clientX - box.left) / box.width) * view.width,
      y: view.y + ((event.clientY - box.top) / box.height) * view.height,
    });
  };
  return (
    <div
      className={styles.frame}
      style={{ width: view.width * scale, height: view.height * scale }}
      onPointerMove={point}
      onPointerDown={point}
    >
      <div
        className={styles.pixels}
        style={{ left: -view.x * scale, top: -view.y * scale, width: width * scale, height: height * scale }}
      >
        <PixelCanvas width={width} height={height} pixels={pixels} />
      </div>
      <svg
        className={styles.mark}
        viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
        aria-hidden
        data-mark={`${mark.x},${mark.y}`}
      >
        <rect className={styles.halo} x={mark.x} y={mark.y} width={mark.side} height={mark.side} />
        {lines.map(at => (
          <path
            key={at}
            className={styles.line}
            d={`M${mark.x + at} ${mark.y}v${mark.side}M${mark.x} ${mark.y + at}h${mark.side}`}
          />
        ))}
        <rect className={styles.window} x={mark.x} y={mark.y} width={mark.side} height={mark.side} />
      </svg>
    </div>
  );
}
