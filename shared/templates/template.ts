import type { z } from 'zod';
import type { DataSettings } from '../data/dataset';
import { freshNodeId, type Graph } from '../graph/graph';
import { ROW } from '../layout/card';
import { emptyProject, type Position, type Project } from '../project/project';
import { TrainingSettings } from '../training/settings';

export interface Template {
  /** Lower case with hyphens; what `receptive new` takes. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly project: () => Project;
}

interface TemplateSpec {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Layers that follow one another, as type and parameters. */
  readonly layers: readonly (readonly [type: string, params?: Graph['nodes'][number]['params']])[];
  readonly data: DataSettings;
  readonly training: z.input<typeof TrainingSettings>;
}

/** A template whose layers follow one another, drawn from top to bottom. */
export function sequentialTemplate({ id, title, summary, layers, data, training }: TemplateSpec): Template {
  return {
    id,
    title,
    summary,
    project() {
      const graph: Graph = { nodes: [], edges: [] };
      const layout: Record<string, Position> = {};
      const taken = new Set<string>();
      for (const [index, [type, params = {}]] of layers.entries()) {
        const node = { id: freshNodeId(type, taken), type, params };
        const previous = graph.nodes.at(-1);
        if (previous) graph.edges.push({ from: previous.id, to: node.id, port: 'input' });
        graph.nodes.push(node);
        taken.add(node.id);
        layout[node.id] = { x: 0, y: index * ROW };
      }
      return { ...emptyProject(title), graph, layout, data, training: TrainingSettings.parse(training) };
    },
  };
}
