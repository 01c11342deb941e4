import { useMemo } from 'react';
import { grey } from '../inspect/colors';
import type { Picture } from '../inspect/pad-image';
import { colorize } from '../inspect/pixels';
import { type Cell, cellUnder, type Sliding, windowAt } from './convolve';
import { Frame } from './Frame';
import { formatValue } from './format';
import styles from './playground.module.css';

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface WindowPictureProps {
  readonly picture: Picture;
  /** `null` where the kernel does not fit. */
  readonly sliding: Sliding | null;
  /** The result's. */
  readonly values: Float32Array | undefined;
  readonly cell: Cell;
  readonly onMove: (cell: Cell) => void;
}

/** How far the windows reach in all, with the padding, but never less than the picture. */
function viewOf({ width, height }: Picture, sliding: Sliding | null) {
  if (!sliding) return { x: 0, y: 0, width, height };
  const { before, stride, side } = sliding;
  const reach = (count: number, zeros: number, size: number) => Math.max((count - 1) * stride + side, size + zeros);
  return {
    x: -before.x,
    y: -before.y,
    width: reach(sliding.width, before.x, width),
    height: reach(sliding.height, before.y, height),
  };
}

/** The picture with the window over it, which follows the pointer and the arrow keys. */
export function WindowPicture({ picture, sliding, values, cell, onMove }: WindowPictureProps) {
  const { width, height } = picture;
  const pixels = useMemo(() => colorize({ ...picture, offset: 0, stride: 1 }, { low: 0, high: 1 }, grey), [picture]);
  const corner = sliding ? windowAt(sliding, cell) : { x: 0, y: 0 };
  const side = sliding?.side ?? 0;
  const index = cell.y * (sliding?.width ?? 0) + cell.x;
  const move = (key: string): boolean => {
    const step = STEPS[key];
    if (!step || !sliding) return false;
    const limit = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
    onMove({ x: limit(cell.x + step[0], sliding.width), y: limit(cell.y + step[1], sliding.height) });
    return true;
  };
  return (
    <>
      <div
        className={styles.stage}
        role="slider"
        tabIndex={0}
        data-autofocus
        aria-label="Window over the picture; arrow keys move it"
        aria-valuemin={1}
        aria-valuemax={values?.length ?? 1}
        aria-valuenow={index + 1}
        aria-valuetext={`row ${cell.y + 1}, column ${cell.x + 1}: sum ${formatValue(values?.[index] ?? 0)}`}
        onKeyDown={event => move(event.key) && event.preventDefault()}
      >
        <Frame
          width={width}
          height={height}
          pixels={pixels}
          view={viewOf(picture, sliding)}
          mark={{ ...corner, side, cells: side }}
          onPoint={point => sliding && onMove(cellUnder(sliding, point))}
        />
      </div>
      <p className={styles.caption}>
        {width} × {height} pixels, black 0 to white 1
        {sliding && sliding.before.x + sliding.before.y > 0 && '; hatched: zeros'}
      </p>
    </>
  );
}
