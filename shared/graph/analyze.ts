import { layers } from '../layers/catalogue';
import type { LayerAnalysis, LayerDefinition } from '../layers/define';
import { fixesFor, projections } from '../problems/fixes';
import type { Fix, LayerProblem, Problem, ProblemCause } from '../problems/problem';
import type { Result } from '../result';
import { type Expansion, expandGraph, type NodePath } from './expand';
import { edgeId, type Graph, type GraphEdge, type GraphNode, type NodeId } from './graph';
import { keptValues, peakValues } from './memory';
import { ownPart, whyNotFit } from './own-part';
import { inputField, nextField, type ReceptiveField, sameField } from './receptive-field';
import { elementCount, type Shape, sameShape } from './shape';
import { incoming, topology } from './topology';

/** What the studio knows of one node. `layer` is absent for an unknown type, `analysis` where something upstream or here is wrong. */
export interface NodeAnalysis {
  readonly node: GraphNode;
  readonly layer?: LayerDefinition;
  /** The shapes that arrive, in port order; absent while an input is missing. */
  readonly inputs?: readonly Shape[];
  /** A node that shares its weights has none of its own: they are those of its owner. */
  readonly analysis?: LayerAnalysis;
  /** What one position of the output sees of the network's input; absent where that cannot be said. */
  readonly field?: ReceptiveField;
  /** How many values of one sample it keeps for the backward pass; 0 while its shape is not known. */
  readonly keptValues: number;
}

export interface GraphAnalysis {
  /** Nodes in the order of computation; nodes on or behind a cycle are left out. */
  readonly order: readonly NodeId[];
  readonly nodes: ReadonlyMap<NodeId, NodeAnalysis>;
  readonly problems: readonly Problem[];
  readonly parameters: number;
  /** Of the nodes that are not frozen; a stage may freeze more. */
  readonly trainableParameters: number;
  /** For one sample's forward pass. */
  readonly multiplyAdds: number;
  /** How many values of one sample training keeps for the backward pass, the sample itself included. */
  readonly keptValues: number;
  /** The most values of one sample that a forward pass alone holds at once. */
  readonly peakValues: number;
}

interface Remembered {
  readonly layer: LayerDefinition;
  readonly inputs: readonly Shape[];
  readonly fields: readonly (ReceptiveField | undefined)[];
  readonly result: Result<LayerAnalysis, LayerProblem>;
  readonly known: NodeAnalysis;
}

/**
 * Nodes are immutable, so a node object that meets equal shapes again has the same answer, as the same object: an edit costs what it
 * changes, and what draws a node can tell by identity that nothing of it has.
 */
const remembered = new WeakMap<GraphNode, Remembered>();

const isFor = ({ inputs, layer }: Remembered, asked: LayerDefinition, shapes: readonly Shape[]): boolean =>
  layer === asked &&
  inputs.length === shapes.length &&
  shapes.every((shape, index) => sameShape(shape, inputs[index] ?? []));

function analyzeNode(node: GraphNode, layer: LayerDefinition, inputs: CompleteInputs): Remembered {
  const { shapes, fields } = inputs;
  const last = remembered.get(node);
  const same = last && isFor(last, layer, shapes) ? last : undefined;
  if (same && fields.every((field, index) => sameField(field, same.fields[index]))) return same;
  const result = same?.result ?? layer.analyze(shapes, node.params);
  const known: NodeAnalysis = result.ok
    ? {
        node,
        layer,
        inputs: shapes,
        analysis: ownPart(node, result.value),
        field: fieldOf(layer, inputs, result.value),
        keptValues: keptValues(result.value, node.params),
      }
    : { node, layer, inputs: shapes, keptValues: 0 };
  const next = { layer, inputs: shapes, fields, result, known };
  remembered.set(node, next);
  return next;
}

export const parameterCount = (analysis: LayerAnalysis, which: 'all' | 'trainable' = 'all'): number =>
  analysis.weights
    .filter(weight => which === 'all' || weight.trainable)
    .reduce((sum, weight) => sum + elementCount(weight.shape), 0);

type Report = (node: NodeId, cause: ProblemCause, fixes?: readonly Fix[]) => void;

/**
 * Shapes, parameters and multiply-adds of every node, and all that is wrong, each problem at its node. Blocks and muted nodes are
 * expanded first: the nodes are those of the plain graph. Never throws.
 */
export function analyzeGraph(given: Graph): GraphAnalysis {
  const { graph, origins, problems: ofBlocks, starved } = expandGraph(given);
  const problems = ofBlocks.map(problemOfBlock);
  const report: Report = (node, cause, fixes = []) => {
    problems.push({ severity: 'error', node, ...insideOf(origins.get(node)), cause, fixes });
  };

  checkWiring(graph, report);
  const { order, blocked } = topology(graph);
  for (const id of blocked) report(id, { code: 'graph/cycle', nodes: blocked });

  const edgesInto = incoming(graph);
  const nodeById = new Map(graph.nodes.map(node => [node.id, node]));
  const analyses = new Map<NodeId, NodeAnalysis>();
  for (const id of [...order, ...blocked]) {
    const node = nodeById.get(id);
    if (!node) continue;
    const layer = layers.get(node.type);
    if (!layer) {
      report(id, { code: 'graph/unknown-layer', type: node.type });
      analyses.set(id, { node, keptValues: 0 });
      continue;
    }
    const inputs = inputShapes(layer, edgesInto.get(id) ?? [], analyses);
    if (!inputs.complete) {
      analyses.set(id, { node, layer, keptValues: 0 });
      const { missing } = inputs;
      if (missing && !starved.has(id)) report(id, { code: 'graph/missing-input', ...missing });
      const parsed = layer.parse(node.params);
      if (!parsed.ok) report(id, parsed.error);
      continue;
    }
    const { result, known } = analyzeNode(node, layer, inputs);
    analyses.set(id, known);
    if (!result.ok) {
      report(id, result.error, mends(id, result.error, layer, inputs));
    }
  }
  checkUses(analyses, origins, report);
  return {
    order,
    nodes: analyses,
    problems,
    ...totals([...analyses.values()]),
    peakValues: peakValues([...analyses.values()], graph.edges),
  };
}

function totals(nodes: readonly NodeAnalysis[]) {
  const sum = (of: (node: NodeAnalysis) => number): number => nodes.reduce((total, node) => total + of(node), 0);
  return {
    parameters: sum(({ analysis }) => (analysis ? parameterCount(analysis) : 0)),
    trainableParameters: sum(({ node, analysis }) =>
      analysis && node.trainable !== false ? parameterCount(analysis, 'trainable') : 0,
    ),
    multiplyAdds: sum(({ analysis }) => analysis?.multiplyAdds ?? 0),
    keptValues: sum(({ keptValues: values }) => values),
  };
}

const problemOfBlock = ({ path, cause }: Expansion['problems'][number]): Problem => ({
  severity: 'error',
  node: path[0],
  ...insideOf(path),
  cause,
  fixes: cause.code.startsWith('share/') ? ownWeights(path) : [],
});

const ownWeights = (path: NodePath = []): readonly Fix[] => {
  const [node, ...inside] = path;
  return node === undefined || inside.length > 0
    ? []
    : [{ do: 'own-weights', node, label: 'Give it weights of its own' }];
};

/** What arrives at each use of a layer must be what its weights take. */
function checkUses(analyses: ReadonlyMap<NodeId, NodeAnalysis>, origins: Expansion['origins'], report: Report): void {
  for (const use of analyses.values()) {
    const cause = whyNotFit(use, analyses.get(use.node.sharesWith ?? ''));
    if (cause) report(use.node.id, cause, ownWeights(origins.get(use.node.id)));
  }
}

/** A problem says its way where it lies in a block. */
const insideOf = (path: NodePath = []): Pick<Problem, 'path'> => (path.length > 1 ? { path } : {});

interface CompleteInputs {
  readonly complete: true;
  readonly shapes: readonly Shape[];
  readonly sources: readonly NodeId[];
  readonly fields: readonly (ReceptiveField | undefined)[];
}

type Inputs =
  | CompleteInputs
  | { readonly complete: false; readonly missing?: { port: string; connected: number; needed: number } };

function mends(
  id: NodeId,
  problem: LayerProblem,
  layer: LayerDefinition,
  { shapes, sources }: CompleteInputs,
): readonly Fix[] {
  const adds = problem.code === 'shape/mismatch' && layer.category === 'merging' && problem.except === undefined;
  if (!adds || layer.type === 'dot') return fixesFor(id, problem);
  return projections(
    id,
    shapes.map((shape, index) => ({ from: sources[index] ?? id, shape })),
  );
}

const fieldOf = (
  layer: LayerDefinition,
  { fields, shapes }: CompleteInputs,
  analysis: LayerAnalysis,
): ReceptiveField | undefined =>
  layer.ports.length === 0 ? inputField(analysis.output) : nextField(fields, shapes, analysis);

/** The shapes that arrive at a layer's ports. Incomplete without `missing` means: the trouble is further up. */
function inputShapes(
  layer: LayerDefinition,
  edges: readonly GraphEdge[],
  analyses: ReadonlyMap<NodeId, NodeAnalysis>,
): Inputs {
  const shapes: Shape[] = [];
  const fields: (ReceptiveField | undefined)[] = [];
  const sources: NodeId[] = [];
  for (const port of layer.ports) {
    const arriving = edges.filter(edge => edge.port === port.name);
    const needed = port.many ? 2 : 1;
    if (arriving.length < needed) {
      return { complete: false, missing: { port: port.name, connected: arriving.length, needed } };
    }
    for (const edge of port.many ? arriving : arriving.slice(0, 1)) {
      const source = analyses.get(edge.from);
      if (!source?.analysis) return { complete: false };
      shapes.push(source.analysis.output);
      fields.push(source.field);
      sources.push(edge.from);
    }
  }
  return { complete: true, shapes, fields, sources };
}

/** Duplicate ids and edges, edges that lead nowhere, unknown ports, ports with more edges than they take. */
function checkWiring(graph: Graph, report: Report): void {
  const nodes = new Map<NodeId, GraphNode>();
  for (const node of graph.nodes) {
    if (nodes.has(node.id)) report(node.id, { code: 'graph/duplicate-id' });
    nodes.set(node.id, node);
  }
  const seen = new Set<string>();
  const taken = new Set<string>();
  for (const edge of graph.edges) {
    const target = nodes.get(edge.to);
    const place = target || !nodes.has(edge.from) ? edge.to : edge.from;
    const cause = target && nodes.has(edge.from) ? whyNotWired(edge, target, seen, taken) : danglingEdge(edge);
    if (cause) report(place, cause, [{ do: 'remove-edge', edge, label: 'Remove that edge' }]);
    seen.add(edgeId(edge));
    taken.add(`${edge.to}:${edge.port}`);
  }
}

const danglingEdge = ({ from, to }: GraphEdge): ProblemCause => ({ code: 'graph/dangling-edge', from, to });

/** What is wrong with an edge between two nodes that exist, given the edges (`seen`) and ports (`taken`) before it. */
function whyNotWired(
  edge: GraphEdge,
  target: GraphNode,
  seen: ReadonlySet<string>,
  taken: ReadonlySet<string>,
): ProblemCause | undefined {
  const layer = layers.get(target.type);
  const port = layer?.ports.find(candidate => candidate.name === edge.port);
  if (layer && !port) return { code: 'graph/unknown-port', port: edge.port };
  if (seen.has(edgeId(edge))) return { code: 'graph/duplicate-edge', from: edge.from };
  if (port && !port.many && taken.has(`${edge.to}:${edge.port}`)) return { code: 'graph/port-taken', port: edge.port };
  return undefined;
}
