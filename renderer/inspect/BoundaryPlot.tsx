import { useLayoutEffect, useMemo, useRef } from 'react';
import { fromWire } from '#shared/protocol/tensor';
import { useTheme } from '../theme/theme';
import { drawPlane } from './draw-plane';
import { useInspect } from './inspect';
import styles from './inspect.module.css';
import { usePlane } from './plane';
import { setProbe, useProbe } from './probe';

/** In CSS pixels, as the panel at its usual width shows it; drawn for dense screens too. */
const SIZE = 276;

/** The training points, coloured by class, before what the network thinks of every place of the plane. Click to probe a place. */
export function BoundaryPlot({ classes }: { classes: readonly string[] }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const plane = usePlane();
  const boundary = useInspect(state => state.boundary);
  const tensor = useProbe(state => state.probe?.tensor);
  const theme = useTheme();
  const place = useMemo(() => {
    const [x, y] = tensor ? fromWire(tensor) : [];
    return x === undefined || y === undefined ? null : { x, y };
  }, [tensor]);
  const { range } = plane;

  useLayoutEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    const side = Math.round(SIZE * window.devicePixelRatio);
    canvas.width = side;
    canvas.height = side;
    drawPlane(context, side, { plane, boundary, place, dark: theme === 'dark' });
  }, [plane, boundary, place, theme]);

  const probe = (x: number, y: number) => {
    const limit = (value: number) => Math.min(range, Math.max(-range, value));
    setProbe([2], Float32Array.of(limit(x), limit(y)), { kind: 'point' });
  };

  const follow = (event: React.PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * 2 - 1;
    const y = 1 - ((event.clientY - box.top) / box.height) * 2;
    probe(x * range, y * range);
  };

  const STEPS: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, 1],
    ArrowDown: [0, -1],
  };

  return (
    <canvas
      ref={ref}
      className={styles.plane}
      tabIndex={0}
      aria-label={`Plot of the training points (${classes.join(' and ')}). Arrow keys move the probe.${
        place ? ` It is at ${place.x.toFixed(2)}, ${place.y.toFixed(2)}.` : ''
      }`}
      data-testid="boundary-plot"
      onPointerMove={follow}
      onPointerDown={follow}
      onKeyDown={event => {
        const step = STEPS[event.key];
        if (!step) return;
        event.preventDefault();
        probe((place?.x ?? 0) + (step[0] * range) / 40, (place?.y ?? 0) + (step[1] * range) / 40);
      }}
    />
  );
}
