import { useViewport, ViewportPortal } from '@xyflow/react';
import { useCanvas } from './canvas-state';
import type { Guide } from './guides';

/** The lines that what is being dragged holds to. */
export function Guides() {
  const guides = useCanvas(state => state.guides);
  return guides.length === 0 ? null : <Lines guides={guides} />;
}

function Lines({ guides }: { guides: readonly Guide[] }) {
  const { zoom } = useViewport();
  const thick = 1 / zoom;
  return (
    <ViewportPortal>
      {guides.map(({ vertical, at, from, to }) => (
        <div
          key={`${vertical} ${at}`}
          aria-hidden
          style={{
            position: 'absolute',
            left: vertical ? at - thick / 2 : from,
            top: vertical ? from : at - thick / 2,
            width: vertical ? thick : to - from,
            height: vertical ? to - from : thick,
            background: 'rgb(var(--mark-pink))',
            pointerEvents: 'none',
          }}
        />
      ))}
    </ViewportPortal>
  );
}
