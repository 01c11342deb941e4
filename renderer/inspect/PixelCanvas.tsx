import { useLayoutEffect, useRef } from 'react';
import styles from './inspect.module.css';

interface PixelCanvasProps {
  readonly width: number;
  readonly height: number;
  /** RGBA bytes, row by row. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly className?: string;
}

/** A picture drawn pixel by pixel and enlarged without blur. What it shows is said by the element around it. */
export function PixelCanvas({ width, height, pixels, className = styles.pixels }: PixelCanvasProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (width < 1 || height < 1) return;
    ref.current?.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  }, [pixels, width, height]);
  return <canvas ref={ref} width={width} height={height} className={className} aria-hidden />;
}
