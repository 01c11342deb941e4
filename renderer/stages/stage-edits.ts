import { parameterCount } from '#shared/graph/analyze';
import { expandGraph } from '#shared/graph/expand';
import type { Graph, NodeId } from '#shared/graph/graph';
import type { ProjectCheck } from '#shared/project/check';
import type { TrainingSettings } from '#shared/training/settings';
import { Stage } from '#shared/training/stages';

type Stages = readonly Stage[];

/** The nodes with weights that can be trained, in the order of computation. */
export function learningNodes(check: Pick<ProjectCheck, 'order' | 'nodes'>): readonly NodeId[] {
  return check.order.filter(id => {
    const known = check.nodes.get(id);
    return known?.analysis && known.node.trainable !== false && parameterCount(known.analysis, 'trainable') > 0;
  });
}

/** The nodes of the network itself that hold something to train: layers, and blocks as a whole. */
export function learningPlaces(check: Pick<ProjectCheck, 'order' | 'nodes'>, graph: Graph): readonly NodeId[] {
  const { origins } = expandGraph(graph);
  return [...new Set(learningNodes(check).map(id => origins.get(id)?.[0] ?? id))];
}

/** The stage that a run without any is, so that naming it changes nothing. */
const wholeRun = ({ epochs, schedule }: TrainingSettings): Stage => Stage.parse({ epochs, schedule });

/** One more stage at the end; the first takes over what the run has been. */
export const addStage = (training: TrainingSettings): Stage[] => [
  ...training.stages,
  training.stages.length === 0 ? wholeRun(training) : Stage.parse({}),
];

export const duplicateStage = (stages: Stages, index: number): Stage[] =>
  stages.flatMap((stage, i) => (i === index ? [stage, { ...stage }] : stage));

export const removeStage = (stages: Stages, index: number): Stage[] => stages.filter((_, i) => i !== index);

/** What comes of a form is checked with all other settings. */
export const changeStage = (stages: Stages, index: number, changes: object): object[] =>
  stages.map((stage, i) => (i === index ? { ...stage, ...changes } : stage));

/** Moves a stage one place up (-1) or down (1). */
export function moveStage(stages: Stages, index: number, by: -1 | 1): Stage[] {
  const moved = [...stages];
  const [stage] = moved.splice(index, 1);
  if (stage) moved.splice(index + by, 0, stage);
  return moved;
}

/** A well-known way to train in stages, made for the network at hand. */
export interface StagePattern {
  readonly title: string;
  readonly summary: string;
  /** @param nodes those that can learn, in the order of computation: at least one */
  stages(nodes: readonly NodeId[], training: TrainingSettings): Stage[];
}

/** How many parts a network is cut into, from its head on. */
const MOST_PARTS = 4;
/** By which each part learns slower than the one behind it: Howard and Ruder, "ULMFiT", 2018 (arXiv:1801.06146). */
const SLOWER = 2.6;

/** The head alone, then the rest in parts of nearly one size, from the last to the first. */
function parts(nodes: readonly NodeId[]): readonly (readonly NodeId[])[] {
  const rest = nodes.slice(0, -1).reverse();
  const count = Math.min(MOST_PARTS - 1, rest.length);
  const cut = (part: number) => Math.round((part * rest.length) / Math.max(1, count));
  return [nodes.slice(-1), ...Array.from({ length: count }, (_, i) => rest.slice(cut(i), cut(i + 1)).reverse())];
}

const threeDigits = (value: number): number => Number(value.toPrecision(3));

export const stagePatterns: readonly StagePattern[] = [
  {
    title: 'The head alone, then all at a tenth',
    summary: 'Trains the last layer while all others are frozen, then everything at a tenth of the learning rate.',
    stages: (nodes, { epochs, optimizer, schedule }) => [
      Stage.parse({ name: 'Head', epochs, schedule, trainable: { which: 'only', nodes: nodes.slice(-1) } }),
      Stage.parse({ name: 'All', epochs, schedule, learningRate: threeDigits(optimizer.learningRate / 10) }),
    ],
  },
  {
    title: 'Gradual unfreezing',
    summary: 'Begins with the last layer and unfreezes one part after the other, from the back to the front.',
    stages(nodes, { epochs, schedule }) {
      const cut = parts(nodes);
      return cut.map((part, i) =>
        i === cut.length - 1
          ? Stage.parse({ name: 'All', epochs, schedule })
          : Stage.parse({
              name: i === 0 ? 'Head' : `From ${part[0]}`,
              trainable: {
                which: 'only',
                nodes: cut
                  .slice(0, i + 1)
                  .reverse()
                  .flat(),
              },
            }),
      );
    },
  },
  {
    title: 'Discriminative rates',
    summary: 'Trains everything at once; the nearer to the input, the slower, by 2.6 from part to part.',
    stages: (nodes, training) => [
      {
        ...wholeRun(training),
        rates: parts(nodes)
          .slice(1)
          .map((part, i) => ({ nodes: [...part], factor: threeDigits(SLOWER ** -(i + 1)) })),
      },
    ],
  },
];
