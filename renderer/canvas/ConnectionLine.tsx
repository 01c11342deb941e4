import { type ConnectionLineComponentProps, getBezierPath, Position } from '@xyflow/react';
import { describeRefusal, whyNotConnect } from '#shared/graph/connect';
import { useProjectHere } from '../document/level';
import classes from './canvas.module.css';
import type { CanvasNode } from './flow';

/** The wire that is being drawn; over a port that refuses it, the reason stands beside it. */
export function ConnectionLine({
  fromX,
  fromY,
  toX,
  toY,
  fromPosition,
  toPosition,
  connectionStatus,
  fromNode,
  fromHandle,
  toNode,
  toHandle,
}: ConnectionLineComponentProps<CanvasNode>) {
  const graph = useProjectHere(project => project.graph);
  const [path] = getBezierPath({
    sourceX: fromX,
    sourceY: fromY,
    sourcePosition: fromPosition,
    targetX: toX,
    targetY: toY,
    targetPosition: toPosition,
  });
  const outwards = fromHandle.type === 'source';
  const refusal =
    toNode && connectionStatus !== 'valid'
      ? whyNotConnect(graph, {
          from: outwards ? fromNode.id : toNode.id,
          to: outwards ? toNode.id : fromNode.id,
          port: (outwards ? toHandle?.id : fromHandle.id) ?? 'input',
        })
      : null;
  const status = refusal ? 'invalid' : toNode ? 'valid' : 'open';
  return (
    <g>
      <path d={path} className={classes.drawnWire} data-status={status} />
      <circle cx={toX} cy={toY} r={4} className={classes.drawnEnd} data-status={status} />
      {refusal && (
        <foreignObject
          x={toX + 14}
          y={toPosition === Position.Bottom ? toY + 6 : toY - 34}
          width={320}
          height={60}
          className={classes.refusal}
        >
          <span className={classes.refusalText}>{describeRefusal(refusal)}</span>
        </foreignObject>
      )}
    </g>
  );
}
