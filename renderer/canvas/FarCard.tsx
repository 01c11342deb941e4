import type { NodeProps } from '@xyflow/react';
import classes from './FarCard.module.css';
import { useFar } from './far';
import type { LayerNode } from './flow';
import { OUTPUT_HANDLE } from './handles';
import { LayerCard } from './LayerCard';

interface PortProps {
  readonly id: string;
  readonly side: 'target' | 'source';
  readonly port: string;
  readonly left?: string;
}

/** Marked as React Flow's own are: it looks here where wires begin and end, and lets them be dropped. */
function FarPort({ id, side, port, left }: PortProps) {
  const position = side === 'target' ? 'top' : 'bottom';
  return (
    <i
      className={`react-flow__handle react-flow__handle-${position} ${side} connectable connectableend ${classes.port}`}
      data-nodeid={id}
      data-handleid={port}
      data-handlepos={position}
      data-id={`1-${id}-${port}-${side}`}
      style={left === undefined ? undefined : { left }}
    />
  );
}

/** A node of a large network from far off: what kind it is, and whether something is wrong. It reads no store, for there are hundreds. */
function FarCard({ id, data: { title, category, color, problem, muted, ports } }: NodeProps<LayerNode>) {
  return (
    <div
      className={classes.card}
      data-category={category}
      data-color={color}
      data-problem={problem}
      data-muted={muted || undefined}
    >
      {ports.map((port, index, { length }) => (
        <FarPort key={port} id={id} side="target" port={port} left={`${(100 * (index + 1)) / (length + 1)}%`} />
      ))}
      {title}
      <FarPort id={id} side="source" port={OUTPUT_HANDLE} />
    </div>
  );
}

/** A node, with what can be read from where it is seen; what is selected is always drawn whole. */
export function Card(props: NodeProps<LayerNode>) {
  const far = useFar();
  return far && !props.selected ? <FarCard {...props} /> : <LayerCard {...props} />;
}
