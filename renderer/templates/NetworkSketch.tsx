import { expandGraph } from '#shared/graph/expand';
import type { Graph } from '#shared/graph/graph';
import { topology } from '#shared/graph/topology';
import { layers } from '#shared/layers/catalogue';
import classes from './templates.module.css';

const WIDTH = 200;
const HEIGHT = 56;
const BAR = 24;

/** Layers as far from the input as they are, each list one column. */
function columnsOf(graph: Graph): Graph['nodes'][] {
  const depths = new Map<string, number>();
  const nodes = new Map(graph.nodes.map(node => [node.id, node]));
  const sources = new Map<string, string[]>();
  for (const { from, to } of graph.edges) sources.set(to, [...(sources.get(to) ?? []), from]);
  const columns: Graph['nodes'][] = [];
  for (const id of topology(graph).order) {
    const depth = Math.max(-1, ...(sources.get(id) ?? []).map(source => depths.get(source) ?? -1)) + 1;
    depths.set(id, depth);
    const node = nodes.get(id);
    if (!node) continue;
    columns[depth] = [...(columns[depth] ?? []), node];
  }
  return columns;
}

/** A network from left to right in the colours of its layers, branches above one another. */
export function NetworkSketch({ graph }: { graph: Graph }) {
  // Blocks are shown by what lies in them: a network is known by its layers.
  const columns = columnsOf(expandGraph(graph).graph);
  const step = Math.min(BAR, WIDTH / columns.length);
  return (
    <svg
      className={classes.sketch}
      viewBox={`0 0 ${columns.length * step} ${HEIGHT}`}
      height={HEIGHT}
      aria-hidden="true"
    >
      <line
        x1={step / 2}
        x2={(columns.length - 0.5) * step}
        y1={HEIGHT / 2}
        y2={HEIGHT / 2}
        stroke="var(--border-strong)"
      />
      {columns.map((column, index) =>
        column.map((node, row) => {
          const room = HEIGHT / column.length;
          const height = Math.min(36, room * 0.8);
          return (
            <rect
              key={node.id}
              x={index * step + step * 0.15}
              y={row * room + (room - height) / 2}
              width={step * 0.7}
              height={height}
              rx={Math.min(3, step * 0.2)}
              fill={`rgb(var(--cat-${layers.get(node.type)?.category ?? 'core'}))`}
            />
          );
        }),
      )}
    </svg>
  );
}
