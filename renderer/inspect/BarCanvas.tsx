import { useLayoutEffect, useRef } from 'react';
import { type BarScale, barRects, barScale } from './bars';
import styles from './inspect.module.css';

interface BarCanvasProps {
  readonly values: Float32Array;
  /** In CSS pixels; the width is that of the place it is put in. */
  readonly height: number;
  /** Shared by canvases whose bars should compare; the values' own where absent. */
  readonly scale?: BarScale;
}

/** A vector as bars from a common zero line, positive up, negative down. */
export function BarCanvas({ values, height, scale }: BarCanvasProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    const density = window.devicePixelRatio;
    const width = Math.round(canvas.clientWidth * density);
    canvas.width = width;
    canvas.height = Math.round(height * density);
    const colors = getComputedStyle(canvas);
    const up = colors.getPropertyValue('--bar-up');
    const down = colors.getPropertyValue('--bar-down');
    for (const bar of barRects(values, scale ?? barScale(values), width, canvas.height)) {
      context.fillStyle = bar.negative ? down : up;
      context.fillRect(bar.x, bar.y, bar.width, bar.height);
    }
  }, [values, height, scale]);
  return (
    <canvas
      ref={ref}
      className={styles.bars}
      data-lone={values.length === 1 || undefined}
      style={{ height }}
      aria-hidden
    />
  );
}
