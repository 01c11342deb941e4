import type { z } from 'zod';
import type { DataSettings } from '../data/dataset';
import type { Graph } from '../graph/graph';
import { layeredLayout } from '../layout/layered-layout';
import { emptyProject, type Project } from '../project/project';
import { TrainingSettings } from '../training/settings';
import { type LayerParams, Network } from './network';

/** Where a network was first described. */
export interface Paper {
  readonly title: string;
  readonly authors: string;
  readonly year: number;
  /** arXiv's number, where the paper is there. */
  readonly arxiv?: string;
}

export interface Template {
  /** Lower case with hyphens; what `receptive new` takes. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly paper?: Paper;
  /** The network alone, without the work of laying it out. */
  readonly graph: () => Graph;
  /** @param layout where its nodes lie, if that is known already */
  readonly project: (layout?: Project['layout']) => Project;
}

interface TemplateSpec extends Omit<Template, 'project' | 'graph'> {
  readonly data: DataSettings;
  readonly training: z.input<typeof TrainingSettings>;
  draw(network: Network): void;
}

/** A template whose layers are joined as `draw` says, laid out from top to bottom. */
export function defineTemplate({ data, training, draw, ...about }: TemplateSpec): Template {
  const graph = () => {
    const network = new Network();
    draw(network);
    return network.graph;
  };
  return {
    ...about,
    graph,
    project(layout) {
      const drawn = graph();
      const places = layout ?? layeredLayout(drawn);
      return {
        ...emptyProject(about.title),
        graph: drawn,
        layout: places,
        data,
        training: TrainingSettings.parse(training),
      };
    },
  };
}

interface SequentialSpec extends Omit<TemplateSpec, 'draw'> {
  readonly layers: readonly (readonly [type: string, params?: LayerParams])[];
}

/** A template whose layers follow one another. */
export const sequentialTemplate = ({ layers, ...spec }: SequentialSpec): Template =>
  defineTemplate({
    ...spec,
    draw(network) {
      let last: readonly string[] = [];
      for (const [type, params = {}] of layers) last = [network.add(type, params, last)];
    },
  });
