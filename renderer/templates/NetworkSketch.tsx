import type { Graph, GraphNode } from '#shared/graph/graph';
import { layers } from '#shared/layers/catalogue';
import classes from './templates.module.css';

const HEIGHT = 56;

/** How tall a layer's bar is: wider Dense layers are taller, pictures shrink as they do in the network. */
function barHeight(node: GraphNode): number {
  const { units, filters } = node.params;
  const size = typeof units === 'number' ? units : typeof filters === 'number' ? filters * 4 : 48;
  return 8 + Math.min(40, Math.log2(size + 1) * 4.4);
}

/** A network as a row of bars in the colours of its layers. */
export function NetworkSketch({ graph }: { graph: Graph }) {
  const step = Math.min(24, 160 / graph.nodes.length);
  return (
    <svg
      className={classes.sketch}
      viewBox={`0 0 ${graph.nodes.length * step} ${HEIGHT}`}
      height={HEIGHT}
      aria-hidden="true"
    >
      <line
        x1={step / 2}
        x2={(graph.nodes.length - 0.5) * step}
        y1={HEIGHT / 2}
        y2={HEIGHT / 2}
        stroke="var(--border-strong)"
      />
      {graph.nodes.map((node, index) => {
        const height = barHeight(node);
        return (
          <rect
            key={node.id}
            x={index * step + step * 0.18}
            y={(HEIGHT - height) / 2}
            width={step * 0.64}
            height={height}
            rx={3}
            fill={`rgb(var(--cat-${layers.get(node.type)?.category ?? 'core'}))`}
          />
        );
      })}
    </svg>
  );
}
