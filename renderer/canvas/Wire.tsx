import { IconPlus } from '@tabler/icons-react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import type { NodeId } from '#shared/graph/graph';
import { formatSampleShape } from '#shared/graph/shape';
import { useFacts } from '../document/facts';
import classes from './canvas.module.css';
import { openAddMenu, useCanvas } from './canvas-state';
import { useFar } from './far';
import type { WireEdge } from './flow';
import { lanePath } from './wire-lane';

function CarriedShape({ source }: { source: NodeId }) {
  const output = useFacts(facts => facts.get(source)?.output);
  return output && <span className={classes.wireShape}>{formatSampleShape(output)}</span>;
}

/** An edge; under the pointer, or selected, it shows the shape that it carries and takes a layer in between. */
export function Wire({
  id,
  source,
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
  selected,
  data,
}: EdgeProps<WireEdge>) {
  const lit = useCanvas(state => state.litEdge === id);
  const hovered = useCanvas(state => state.hoveredEdge === id);
  const far = useFar();
  const bezier = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition });
  const lane = data?.lane ?? null;
  const path = lane === null ? bezier[0] : lanePath({ x: sourceX, y: sourceY }, lane, { x: targetX, y: targetY });
  const [x, y] = [lane ?? bezier[1], (sourceY + targetY) / 2];
  const state = lit ? 'lit' : data?.faulty ? 'faulty' : selected ? 'selected' : 'plain';
  return (
    <>
      <BaseEdge id={id} path={path} className={classes.wire} data-state={state} interactionWidth={far ? 0 : 22} />
      {(hovered || selected) && !lit && data && !data.gathered && (
        <EdgeLabelRenderer>
          <div
            className={classes.wireLabel}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            onPointerEnter={() => useCanvas.setState({ hoveredEdge: id })}
            onPointerLeave={() => useCanvas.setState({ hoveredEdge: null })}
          >
            <CarriedShape source={source} />
            <button
              type="button"
              className={`nodrag nopan ${classes.wireAdd}`}
              aria-label={`Insert a layer after ${source}`}
              title="Insert a layer here"
              onClick={event => openAddMenu({ x: event.clientX, y: event.clientY }, { kind: 'edge', edge: data.edge })}
            >
              <IconPlus size={12} stroke={2.5} />
            </button>
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
