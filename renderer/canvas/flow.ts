import type { Edge, Node } from '@xyflow/react';
import type { NodeAnalysis } from '#shared/graph/analyze';
import { edgeId, type GraphEdge, type GraphNode, type NodeId } from '#shared/graph/graph';
import { formatSampleShape } from '#shared/graph/shape';
import { layers } from '#shared/layers/catalogue';
import { CARD } from '#shared/layout/card';
import type { ProjectCheck } from '#shared/project/check';
import type { Position, Project } from '#shared/project/project';
import { placeOf } from '../document/layout';
import type { NoteNode } from './note-flow';
import { laneOf } from './wire-lane';

export type LayerNode = Node<Record<string, never>, 'layer'>;
/** All that lies on the canvas and can be moved. */
export type CanvasNode = LayerNode | NoteNode;
interface WireData extends Record<string, unknown> {
  readonly edge: GraphEdge;
  readonly faulty: boolean;
  /** The x along which it passes cards that lie in its way; null where none do. */
  readonly lane: number | null;
}
export type WireEdge = Edge<WireData, 'wire'>;

/** The one handle that a card's wires leave from; those they arrive at are named like the layer's ports. */
export const OUTPUT_HANDLE = 'output';

interface Drawn {
  readonly place: Position;
  readonly selected: boolean;
  readonly label: string;
  readonly flow: LayerNode;
}
/** React Flow compares nodes by identity: what has not changed must stay the same object. */
const drawn = new WeakMap<GraphNode, Drawn>();

const ORIGIN: Position = { x: 0, y: 0 };
const NO_DATA: Record<string, never> = {};

function drawNode(node: GraphNode, place: Position, selected: boolean, label: string): LayerNode {
  const last = drawn.get(node);
  if (last && last.place === place && last.selected === selected && last.label === label) return last.flow;
  const flow: LayerNode = {
    id: node.id,
    type: 'layer',
    position: place,
    selected,
    data: NO_DATA,
    ...CARD,
    // Every card has this size: React Flow need not measure it before it draws the wires.
    measured: CARD,
    ariaRole: 'group',
    ariaLabel: label,
  };
  drawn.set(node, { place, selected, label, flow });
  return flow;
}

const describe = (node: GraphNode, analysis: NodeAnalysis | undefined, faulty: boolean): string => {
  const shape = analysis?.analysis ? `, output ${formatSampleShape(analysis.analysis.output)}` : '';
  const shared = node.sharesWith === undefined ? '' : `, another use of ${node.sharesWith}`;
  const frozen = (analysis?.node ?? node).trainable === false ? ', frozen' : '';
  return `${layers.get(node.type)?.title ?? node.type} ${node.id}${shared}${shape}${frozen}${faulty ? ', has a problem' : ''}`;
};

/** A faulty file may hold an id twice; React Flow cannot, and draws the first. */
export function toFlowNodes(
  { graph, layout }: Pick<Project, 'graph' | 'layout'>,
  check: ProjectCheck,
  selected: readonly NodeId[],
): LayerNode[] {
  const chosen = new Set(selected);
  const faulty = faultyNodes(check);
  const nodes = new Map<NodeId, LayerNode>();
  for (const node of graph.nodes) {
    if (nodes.has(node.id)) continue;
    const place = layout[node.id] ? placeOf({ layout }, node.id) : ORIGIN;
    const label = describe(node, check.nodes.get(node.id), faulty.has(node.id));
    nodes.set(node.id, drawNode(node, place, chosen.has(node.id), label));
  }
  return [...nodes.values()];
}

const faultyNodes = (check: ProjectCheck): ReadonlySet<NodeId> =>
  new Set(check.problems.flatMap(({ node, severity }) => (node !== undefined && severity === 'error' ? [node] : [])));

/** What has not changed stays the same object, as for nodes. */
const drawnWires = new WeakMap<GraphEdge, WireEdge>();

function drawWire(edge: GraphEdge, selected: boolean, faulty: boolean, lane: number | null): WireEdge {
  const last = drawnWires.get(edge);
  if (last?.data && last.selected === selected && last.data.faulty === faulty && last.data.lane === lane) return last;
  const flow: WireEdge = {
    id: edgeId(edge),
    type: 'wire',
    source: edge.from,
    sourceHandle: OUTPUT_HANDLE,
    target: edge.to,
    targetHandle: edge.port,
    selected,
    ariaLabel: `Edge from ${edge.from} to ${edge.to}`,
    data: { edge, faulty, lane },
  };
  drawnWires.set(edge, flow);
  return flow;
}

/** Edges that lead nowhere, or are there twice, cannot be drawn: the problems list names them. */
export function toFlowEdges(
  { graph, layout }: Pick<Project, 'graph' | 'layout'>,
  check: ProjectCheck,
  selected: readonly string[],
): WireEdge[] {
  const known = new Set(graph.nodes.map(node => node.id));
  const places = graph.nodes.map(({ id }) => placeOf({ layout }, id));
  const faultyOnes = faultyNodes(check);
  const edges = new Map<string, WireEdge>();
  const chosen = new Set(selected);
  for (const edge of graph.edges) {
    const id = edgeId(edge);
    if (edges.has(id) || !known.has(edge.from) || !known.has(edge.to)) continue;
    // The wire is red where data arrives that the layer cannot take.
    const arrives = check.nodes.get(edge.from)?.analysis !== undefined;
    const faulty = arrives && faultyOnes.has(edge.to) && check.nodes.get(edge.to)?.analysis === undefined;
    edges.set(id, drawWire(edge, chosen.has(id), faulty, laneOf(edge, { layout }, places)));
  }
  return unlessSame([...edges.values()]);
}

let lastWires: WireEdge[] = [];

/** React Flow goes through all wires when it is given another list, even one with the same in it. */
function unlessSame(wires: WireEdge[]): WireEdge[] {
  const same = wires.length === lastWires.length && wires.every((wire, index) => wire === lastWires[index]);
  if (!same) lastWires = wires;
  return lastWires;
}
