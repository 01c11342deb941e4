import { useEffect, useLayoutEffect, useRef } from 'react';
import { fromWire } from '#shared/protocol/tensor';
import styles from './inspect.module.css';
import { drawStrokes, PAD_SIZE, PEN_WIDTH, readDrawing } from './pad-canvas';
import { toSample } from './pad-image';
import { type Point, type Stroke, setProbe, useProbe } from './probe';
import { SamplePicture } from './SamplePicture';

/** Draw with mouse, pen or finger; every movement makes a new probe. A sample from the dataset is shown until drawing begins. */
export function DrawPad({ sampleShape }: { sampleShape: readonly number[] }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const pen = useRef<number | null>(null);
  const frame = useRef<number | null>(null);
  const strokes = useProbe(state => state.strokes);
  const probe = useProbe(state => state.probe);
  const picture = probe?.origin.kind === 'sample' ? probe.tensor : null;

  useLayoutEffect(() => {
    const context = ref.current?.getContext('2d', { willReadFrequently: true });
    if (context) drawStrokes(context, strokes);
  }, [strokes]);

  useEffect(
    () => () => {
      if (frame.current !== null) cancelAnimationFrame(frame.current);
    },
    [],
  );

  /** At most once a frame, however fast the pen reports. */
  const makeProbe = () => {
    frame.current ??= requestAnimationFrame(() => {
      frame.current = null;
      const context = ref.current?.getContext('2d', { willReadFrequently: true });
      if (context) setProbe(sampleShape, toSample(readDrawing(context), sampleShape, PEN_WIDTH), { kind: 'drawn' });
    });
  };

  const placeOf = (event: { clientX: number; clientY: number }): Point => {
    const box = ref.current?.getBoundingClientRect();
    if (!box) return { x: 0, y: 0 };
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };

  const begin = (event: React.PointerEvent) => {
    if (event.button !== 0 || pen.current !== null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    pen.current = event.pointerId;
    const before: readonly Stroke[] = useProbe.getState().strokes;
    useProbe.setState({ strokes: [...before, [placeOf(event)]] });
    makeProbe();
  };

  const move = (event: React.PointerEvent) => {
    if (pen.current !== event.pointerId) return;
    const all = event.nativeEvent.getCoalescedEvents();
    const added = (all.length > 0 ? all : [event.nativeEvent]).map(placeOf);
    useProbe.setState(({ strokes: now }) => ({ strokes: [...now.slice(0, -1), [...(now.at(-1) ?? []), ...added]] }));
    makeProbe();
  };

  const end = (event: React.PointerEvent) => {
    if (pen.current === event.pointerId) pen.current = null;
  };

  return (
    <div className={styles.padFrame}>
      <canvas
        ref={ref}
        width={PAD_SIZE}
        height={PAD_SIZE}
        className={styles.pad}
        role="img"
        aria-label="Drawing pad. Without a pointer, use a sample from the dataset instead."
        data-testid="draw-pad"
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
      />
      {picture && <SamplePicture shape={picture.shape} values={fromWire(picture)} className={styles.padPicture} />}
      {!picture && strokes.length === 0 && <span className={styles.padHint}>Draw here</span>}
    </div>
  );
}
