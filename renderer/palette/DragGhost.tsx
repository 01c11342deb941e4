import { Portal } from '@mantine/core';
import { layers } from '#shared/layers/catalogue';
import { CARD } from '#shared/layout/card';
import { useCanvas } from '../canvas/canvas-state';
import { LayerIcon } from '../ui/LayerIcon';
import { useDrag } from './drag';
import classes from './palette.module.css';

/** What is being dragged, as large as it will be. */
export function DragGhost() {
  const drag = useDrag(state => state.drag);
  const layer = drag && layers.get(drag.type);
  if (!drag || !layer) return null;
  const zoom = useCanvas.getState().flow?.getZoom() ?? 1;
  return (
    <Portal>
      <div
        className={classes.ghost}
        data-category={layer.category}
        style={{
          ...CARD,
          transform: `translate(${drag.screen.x}px, ${drag.screen.y}px) scale(${zoom}) translate(-50%, -50%)`,
        }}
      >
        <LayerIcon type={layer.type} category={layer.category} size={32} />
        <span>{layer.title}</span>
      </div>
    </Portal>
  );
}
