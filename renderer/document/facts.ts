import { useShallow } from 'zustand/react/shallow';
import { type NodeAnalysis, parameterCount } from '#shared/graph/analyze';
import { BLOCK_OUTPUT } from '#shared/graph/block';
import { expandGraph, type NodePath, pathKey } from '#shared/graph/expand';
import type { Graph, NodeId } from '#shared/graph/graph';
import type { Shape } from '#shared/graph/shape';
import type { Problem } from '#shared/problems/problem';
import type { ProjectCheck } from '#shared/project/check';
import { useView } from '../app/view';
import { checkOf, useDatasetInfo } from './check';
import { type Level, levelOf } from './level';
import { useDocument } from './store';

/** What is known of a node of a level, be it a layer or a placed block. In a repeated block it is said of the first copy. */
export interface NodeFacts {
  /** The layer of the network whose output is the node's: itself, the last one in a block, the one before a muted node. */
  readonly source: NodeId | undefined;
  /** The shape of that output. */
  readonly output: Shape | undefined;
  /** The layers of the network that it stands for: one for a layer, all that lie in it for a block, none for muted nodes and ends. */
  readonly layers: readonly NodeAnalysis[];
  /** Those at the node, and those of what lies in it. */
  readonly problems: readonly Problem[];
}
export type Facts = ReadonlyMap<NodeId, NodeFacts>;

const NO_PROBLEMS: readonly Problem[] = [];
const NO_LAYERS: readonly NodeAnalysis[] = [];
const UNKNOWN: NodeFacts = { source: undefined, output: undefined, layers: NO_LAYERS, problems: NO_PROBLEMS };

const leadsThrough = (path: NodePath, way: NodePath): boolean => way.every((id, index) => path[index] === id);

/** Problems by the node of the level at which, or in which, they are. */
function problemsAt({ way, project }: Level, { problems }: ProjectCheck): ReadonlyMap<NodeId, readonly Problem[]> {
  const found = new Map<NodeId, Problem[]>();
  const end = project.graph.nodes.find(({ type }) => type === BLOCK_OUTPUT)?.id;
  for (const problem of problems) {
    const path = problem.path ?? (problem.node === undefined ? [] : [problem.node]);
    if (path.length === 0 || !leadsThrough(path, way)) continue;
    // What the open block itself lacks is seen at its end.
    const id = path[way.length] ?? (problem.cause.code === 'block/no-output' ? end : undefined);
    if (id === undefined) continue;
    const known = found.get(id);
    if (known) known.push(problem);
    else found.set(id, [problem]);
  }
  return found;
}

/** The layers of the network by the node of the level that they lie in; of a repeated block's those of the first copy. */
function layersIn({ way }: Level, graph: Graph, { nodes }: ProjectCheck): ReadonlyMap<NodeId, readonly NodeAnalysis[]> {
  const { origins, copies } = expandGraph(graph);
  const around = copies.get(pathKey(way)) ?? 1;
  const byPath = new Map<string, { readonly path: NodePath; readonly layers: NodeAnalysis[] }>();
  for (const [id, path] of origins) {
    const layer = nodes.get(id);
    if (!layer || !leadsThrough(path, way)) continue;
    const key = pathKey(path);
    const known = byPath.get(key);
    if (known) known.layers.push(layer);
    else byPath.set(key, { path, layers: [layer] });
  }
  const found = new Map<NodeId, NodeAnalysis[]>();
  for (const { path, layers } of byPath.values()) {
    const id = path[way.length];
    if (id === undefined) continue;
    const first = layers.slice(0, path.length === way.length + 1 ? 1 : Math.max(1, layers.length / around));
    const known = found.get(id);
    if (known) known.push(...first);
    else found.set(id, first);
  }
  return found;
}

interface Memo {
  readonly graph: Graph;
  readonly way: NodePath;
  readonly check: ProjectCheck;
  readonly facts: Facts;
}
/** Places do not count: while cards are dragged what is known of them stays. */
let memo: Memo | undefined;

/** What is known of a level's nodes. @param graph the whole project's */
export function factsOf(level: Level, graph: Graph, check: ProjectCheck): Facts {
  const { way } = level;
  if (memo?.graph === graph && memo.way === way && memo.check === check) return memo.facts;
  const { outputs } = expandGraph(graph);
  const problems = problemsAt(level, check);
  const layers = layersIn(level, graph, check);
  const facts = new Map<NodeId, NodeFacts>();
  for (const { id } of level.project.graph.nodes) {
    const source = outputs.get(pathKey([...way, id]));
    const output = source === undefined ? undefined : check.nodes.get(source)?.analysis?.output;
    const known = { layers: layers.get(id) ?? NO_LAYERS, problems: problems.get(id) ?? NO_PROBLEMS };
    facts.set(id, { source, output, ...known });
  }
  memo = { graph, way, check, facts };
  return facts;
}

export function currentFacts(): Facts {
  const { project } = useDocument.getState();
  const check = checkOf(project, useDatasetInfo.getState());
  return factsOf(levelOf(project, useView.getState().way), project.graph, check);
}

export const factsAbout = (facts: Facts, id: NodeId): NodeFacts => facts.get(id) ?? UNKNOWN;

/** A part of what is known of the open level's nodes; drawn anew only where the part (or one of its values) is another. */
export function useFacts<T>(select: (facts: Facts) => T): T {
  const dataset = useDatasetInfo();
  const way = useView(state => state.way);
  return useDocument(
    useShallow(({ project }) => select(factsOf(levelOf(project, way), project.graph, checkOf(project, dataset)))),
  );
}

export const parametersOf = ({ layers }: Pick<NodeFacts, 'layers'>, which: 'all' | 'trainable' = 'all'): number =>
  layers.reduce((sum, { analysis }) => sum + (analysis ? parameterCount(analysis, which) : 0), 0);
