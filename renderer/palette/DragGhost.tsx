import { Portal } from '@mantine/core';
import { CARD } from '#shared/layout/card';
import { useCanvas } from '../canvas/canvas-state';
import { LayerIcon } from '../ui/LayerIcon';
import { useDrag } from './drag';
import classes from './palette.module.css';

/** What is being dragged, as large as it will be. */
export function DragGhost() {
  const drag = useDrag(state => state.drag);
  if (!drag) return null;
  const { type, category, title } = drag.entry;
  const zoom = useCanvas.getState().flow?.getZoom() ?? 1;
  return (
    <Portal>
      <div
        className={classes.ghost}
        data-category={category}
        style={{
          ...CARD,
          transform: `translate(${drag.screen.x}px, ${drag.screen.y}px) scale(${zoom}) translate(-50%, -50%)`,
        }}
      >
        <LayerIcon type={type} category={category} size={32} />
        <span>{title}</span>
      </div>
    </Portal>
  );
}
