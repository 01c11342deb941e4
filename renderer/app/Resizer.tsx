import type { PointerEvent } from 'react';
import classes from './app.module.css';
import { useView } from './view';

type Panel = 'left' | 'right' | 'bottom';

/** Which way a panel grows: dragging the right panel's edge to the left makes it wider. */
const grows: Readonly<Record<Panel, 1 | -1>> = { left: 1, right: -1, bottom: -1 };
const labels: Readonly<Record<Panel, string>> = {
  left: 'Width of the layers',
  right: 'Width of the properties',
  bottom: 'Height of the lower panel',
};

/** The edge of a panel: dragged, or moved by the arrow keys. */
export function Resizer({ panel, min, max }: { panel: Panel; min: number; max: number }) {
  const size = useView(state => state.sizes[panel]);
  const vertical = panel !== 'bottom';
  const resize = (pixels: number) => useView.getState().resize(panel, Math.max(min, Math.min(max, pixels)));

  const drag = (down: PointerEvent<HTMLElement>) => {
    const handle = down.currentTarget;
    const start = vertical ? down.clientX : down.clientY;
    handle.setPointerCapture(down.pointerId);
    handle.onpointermove = move => resize(size + grows[panel] * ((vertical ? move.clientX : move.clientY) - start));
    handle.onlostpointercapture = () => {
      handle.onpointermove = null;
    };
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a window splitter is focusable and has a value, which <hr> has not
    <div
      className={classes.resizer}
      data-panel={panel}
      role="separator"
      tabIndex={0}
      aria-label={labels[panel]}
      aria-orientation={vertical ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={drag}
      onKeyDown={event => {
        const steps = vertical ? { ArrowLeft: -16, ArrowRight: 16 } : { ArrowUp: -16, ArrowDown: 16 };
        const step = Object.entries(steps).find(([key]) => key === event.key)?.[1];
        if (step === undefined) return;
        event.preventDefault();
        resize(size + grows[panel] * step);
      }}
    />
  );
}
