import type { BlockProblem } from '../graph/expand';
import type { GraphEdge, GraphNode, NodeId } from '../graph/graph';
import type { Shape } from '../graph/shape';

/** A change to the graph that would mend a problem, offered as one click. */
export type Fix =
  | {
      readonly do: 'insert-before';
      readonly node: NodeId;
      /** Of several inputs the one that is meant. */
      readonly from?: NodeId;
      readonly type: string;
      /** Those that are not at their default. */
      readonly params?: GraphNode['params'];
      readonly label: string;
    }
  | {
      readonly do: 'set-param';
      readonly node: NodeId;
      readonly param: string;
      readonly value: GraphNode['params'][string];
      readonly label: string;
    }
  /** Puts a layer behind a node. */
  | {
      readonly do: 'append';
      readonly node: NodeId;
      readonly type: string;
      readonly params?: GraphNode['params'];
      readonly label: string;
    }
  /** Another layer takes the node's place. */
  | {
      readonly do: 'swap-node';
      readonly node: NodeId;
      readonly type: string;
      readonly params?: GraphNode['params'];
      readonly label: string;
    }
  /** What fed the node feeds what it fed. */
  | { readonly do: 'remove-node'; readonly node: NodeId; readonly label: string }
  | {
      readonly do: 'set-params';
      readonly node: NodeId;
      readonly params: GraphNode['params'];
      readonly label: string;
    }
  | { readonly do: 'remove-edge'; readonly edge: GraphEdge; readonly label: string }
  | { readonly do: 'set-loss'; readonly loss: string; readonly label: string }
  /** Of one of several outputs, or of a target that is named: what is `null` becomes the usual again. */
  | {
      readonly do: 'set-output';
      readonly node: NodeId;
      readonly change: { readonly loss?: string; readonly target?: string | null };
      readonly label: string;
    }
  /** Takes away what is set for a node that is no Input and no output. */
  | { readonly do: 'forget-end'; readonly node: NodeId; readonly label: string }
  /** Lets an Input take the usual input of the dataset. */
  | { readonly do: 'usual-input'; readonly node: NodeId; readonly label: string }
  | { readonly do: 'unfreeze'; readonly node: NodeId; readonly label: string }
  /** The node no longer shares those of another one. */
  | { readonly do: 'own-weights'; readonly node: NodeId; readonly label: string }
  /** Takes the node out of every list of every stage. */
  | { readonly do: 'leave-stages'; readonly node: NodeId; readonly label: string }
  | {
      readonly do: 'leave-rate-group';
      readonly stage: number;
      readonly group: number;
      readonly node: NodeId;
      readonly label: string;
    }
  | { readonly do: 'train-all'; readonly stage: number; readonly label: string }
  | {
      readonly do: 'set-monitor';
      readonly group: 'earlyStopping' | 'reduceOnPlateau';
      readonly monitor: string;
      readonly label: string;
    }
  /** Changes the proportions of pictures instead of cutting them off or filling them up. */
  | { readonly do: 'resize-pictures'; readonly label: string }
  | { readonly do: 'leave-augmentation'; readonly type: string; readonly label: string };

/** Why a layer refuses the shapes it is given. */
export type ShapeProblem =
  | { readonly code: 'shape/rank'; readonly expected: readonly number[]; readonly received: Shape }
  | { readonly code: 'shape/unknown-size'; readonly axis: number; readonly received: Shape }
  | {
      readonly code: 'shape/window';
      readonly param: string;
      /** How far it reaches, one number an axis. */
      readonly window: readonly number[];
      /** The distance between its values, where it is not 1. */
      readonly dilation?: readonly number[];
      readonly received: Shape;
    }
  | { readonly code: 'shape/mismatch'; readonly received: readonly Shape[]; readonly except?: number }
  | { readonly code: 'shape/axis'; readonly axis: number; readonly received: Shape }
  | { readonly code: 'shape/axes'; readonly dims: readonly number[]; readonly received: Shape }
  | { readonly code: 'shape/cropping'; readonly cut: readonly number[]; readonly received: Shape }
  | { readonly code: 'shape/reshape'; readonly target: readonly number[]; readonly received: Shape }
  | {
      readonly code: 'shape/divisible';
      readonly param: string;
      readonly by: number;
      readonly axis: number;
      readonly received: Shape;
    }
  | {
      readonly code: 'shape/per-channel';
      readonly param: string;
      /** How many numbers there are, which are as many as there are channels, or one. */
      readonly count: number;
      readonly received: Shape;
    };

/** What is wrong with a layer, without the place: the layer does not know its node. */
export type LayerProblem =
  | ShapeProblem
  | { readonly code: 'param/invalid'; readonly param: string; readonly message: string };

/** Everything that can be wrong with a project, without the place. */
export type ProblemCause =
  | LayerProblem
  | BlockProblem
  /** What arrives at another use of a layer asks for weights of another shape. */
  | {
      readonly code: 'share/weights';
      readonly owner: NodeId;
      readonly weight: string;
      readonly expected: Shape;
      readonly received: Shape;
    }
  | { readonly code: 'share/rank'; readonly owner: NodeId; readonly expected: Shape; readonly received: Shape }
  | { readonly code: 'graph/unknown-layer'; readonly type: string }
  | { readonly code: 'graph/duplicate-id' }
  | { readonly code: 'graph/cycle'; readonly nodes: readonly NodeId[] }
  | {
      readonly code: 'graph/missing-input';
      readonly port: string;
      readonly connected: number;
      readonly needed: number;
    }
  | { readonly code: 'graph/port-taken'; readonly port: string }
  | { readonly code: 'graph/unknown-port'; readonly port: string }
  | { readonly code: 'graph/dangling-edge'; readonly from: NodeId; readonly to: NodeId }
  | { readonly code: 'graph/duplicate-edge'; readonly from: NodeId }
  | { readonly code: 'train/no-input' }
  | { readonly code: 'train/idle-input' }
  | { readonly code: 'train/no-output' }
  | { readonly code: 'train/not-an-output'; readonly node: NodeId }
  | { readonly code: 'train/not-an-input'; readonly node: NodeId }
  | { readonly code: 'train/no-loss-counts' }
  | { readonly code: 'train/no-weights' }
  | { readonly code: 'train/all-frozen' }
  | { readonly code: 'stage/unknown-node'; readonly node: NodeId }
  | { readonly code: 'stage/frozen-node'; readonly node: NodeId }
  | { readonly code: 'stage/two-rates'; readonly node: NodeId }
  | { readonly code: 'stage/nothing-to-train' }
  | {
      readonly code: 'monitor/not-measured';
      readonly monitor: string;
      /** What would never be decided. */
      readonly watcher: 'stop' | 'keep' | 'plateau';
      /** The outputs, where there are several. */
      readonly outputs: readonly NodeId[];
      readonly validates: boolean;
    }
  | { readonly code: 'data/unknown-dataset'; readonly dataset: string; readonly known: readonly string[] }
  | { readonly code: 'data/options'; readonly dataset: string; readonly option: string; readonly message: string }
  | {
      readonly code: 'data/input-shape';
      readonly dataset: string;
      readonly expected: Shape;
      readonly received: Shape;
      /** Which of the dataset's inputs it takes, where that is not the first. */
      readonly input?: string;
    }
  | {
      readonly code: 'data/output-shape';
      readonly dataset: string;
      readonly loss: string;
      readonly expected: Shape;
      readonly received: Shape;
      /** What it learns, where it is one of several outputs. */
      readonly target?: string;
    }
  /** An Embedding that has no row for some of the tokens that the dataset feeds it. */
  | {
      readonly code: 'data/vocabulary';
      readonly dataset: string;
      /** Of the vocabulary. */
      readonly tokens: number;
      readonly rows: number;
    }
  /** The numbers of tokens go into a layer that takes them for amounts. */
  | { readonly code: 'data/no-embedding'; readonly dataset: string }
  | {
      readonly code: 'data/unknown-target';
      readonly dataset: string;
      readonly target: string;
      readonly known: readonly string[];
    }
  | {
      readonly code: 'data/unknown-input';
      readonly dataset: string;
      readonly input: string;
      readonly known: readonly string[];
    }
  | { readonly code: 'loss/target'; readonly loss: string; readonly target: string; readonly instead: string }
  | {
      readonly code: 'loss/activation';
      readonly loss: string;
      /** What the loss takes the outputs for. */
      readonly outputs: 'probabilities' | 'scores' | 'values';
      readonly expected: readonly string[];
      readonly received: string;
    }
  /** Two Dense layers, the first of which has no activation: together they compute no more than one could. */
  | { readonly code: 'advice/no-activation'; readonly next: NodeId }
  | { readonly code: 'advice/dense-on-grid'; readonly received: Shape }
  /** A wide Dense behind the Flatten of a large picture. */
  | {
      readonly code: 'advice/huge-dense';
      readonly parameters: number;
      readonly flattened: Shape;
    }
  | { readonly code: 'advice/noise-at-output' }
  | { readonly code: 'advice/norm-before-softmax'; readonly softmax: NodeId }
  | { readonly code: 'advice/softmax-twice'; readonly first: NodeId }
  /** Softmax over one number is always 1. */
  | { readonly code: 'advice/softmax-of-one' }
  | { readonly code: 'loss/classes'; readonly loss: string; readonly classes: number; readonly instead: string };

/** One thing that keeps a project from training (`error`) or is likely a mistake (`warning`), with its place and its mends. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** Absent where a stage or the project as a whole is meant. */
  readonly node?: NodeId;
  /** Where it lies in a block: the ids of the placed block, of those within, and its own. */
  readonly path?: readonly NodeId[];
  /** The index, from 0, of the stage of training that is meant. */
  readonly stage?: number;
  readonly cause: ProblemCause;
  readonly fixes: readonly Fix[];
}

/** How bad it is altogether; absent where there are no problems. */
export function worstOf(problems: readonly Problem[]): Problem['severity'] | undefined {
  if (problems.some(({ severity }) => severity === 'error')) return 'error';
  return problems.length > 0 ? 'warning' : undefined;
}
