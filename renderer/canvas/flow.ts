import type { Edge, Node } from '@xyflow/react';
import type { NodeAnalysis } from '#shared/graph/analyze';
import { edgeId, type GraphEdge, type GraphNode, type NodeId } from '#shared/graph/graph';
import { formatSampleShape } from '#shared/graph/shape';
import { layers } from '#shared/layers/catalogue';
import type { Category } from '#shared/layers/define';
import { CARD } from '#shared/layout/card';
import type { Problem } from '#shared/problems/problem';
import type { ProjectCheck } from '#shared/project/check';
import type { NodeColor, Place } from '#shared/project/place';
import type { Project } from '#shared/project/project';
import { placeOf } from '../document/layout';
import type { NoteNode } from './note-flow';
import { laneOf } from './wire-lane';

/** What a card shows from far off; from near it asks for what it shows itself. */
interface CardData extends Record<string, unknown> {
  readonly title: string;
  readonly category: Category;
  readonly color: NodeColor | undefined;
  readonly problem: Problem['severity'] | undefined;
  readonly muted: boolean;
  /** The names of its inputs. */
  readonly ports: readonly string[];
}
export type LayerNode = Node<CardData, 'layer'>;
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

interface Asked {
  readonly place: Place;
  readonly selected: boolean;
  readonly known: NodeAnalysis | undefined;
  readonly problem: Problem['severity'] | undefined;
}
interface Drawn extends Asked {
  readonly flow: LayerNode;
}
/** React Flow compares nodes by identity: what has not changed must stay the same object. */
const drawn = new WeakMap<GraphNode, Drawn>();

const ORIGIN: Place = { x: 0, y: 0 };

const isFor = (last: Drawn, { place, selected, known, problem }: Asked): boolean =>
  last.place === place && last.selected === selected && last.known === known && last.problem === problem;

function dataOf(node: GraphNode, { place, problem }: Asked, last: CardData | undefined): CardData {
  const { muted = false } = node;
  const { color } = place;
  // A card that was only moved is not drawn anew.
  if (last && last.color === color && last.problem === problem) return last;
  const layer = layers.get(node.type);
  const ports = (layer?.ports ?? []).map(({ name }) => name);
  return { title: layer?.title ?? node.type, category: layer?.category ?? 'core', color, problem, muted, ports };
}

function drawNode(node: GraphNode, asked: Asked): LayerNode {
  const last = drawn.get(node);
  if (last && isFor(last, asked)) return last.flow;
  const { place, selected, known, problem } = asked;
  const flow: LayerNode = {
    id: node.id,
    type: 'layer',
    position: place,
    selected,
    data: dataOf(node, asked, last?.flow.data),
    ...CARD,
    // Every card has this size: React Flow need not measure it before it draws the wires.
    measured: CARD,
    ariaRole: 'group',
    ariaLabel: describe(node, known, problem === 'error'),
  };
  drawn.set(node, { ...asked, flow });
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
  const worst = worstProblems(check);
  const nodes = new Map<NodeId, LayerNode>();
  for (const node of graph.nodes) {
    const { id } = node;
    if (nodes.has(id)) continue;
    const place = layout[id] ? placeOf({ layout }, id) : ORIGIN;
    const asked = { place, selected: chosen.has(id), known: check.nodes.get(id), problem: worst.get(id) };
    nodes.set(id, drawNode(node, asked));
  }
  return [...nodes.values()];
}

function worstProblems({ problems }: ProjectCheck): ReadonlyMap<NodeId, Problem['severity']> {
  const worst = new Map<NodeId, Problem['severity']>();
  for (const { node, severity } of problems) {
    if (node !== undefined && worst.get(node) !== 'error') worst.set(node, severity);
  }
  return worst;
}

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
  const worst = worstProblems(check);
  const edges = new Map<string, WireEdge>();
  const chosen = new Set(selected);
  for (const edge of graph.edges) {
    const id = edgeId(edge);
    if (edges.has(id) || !known.has(edge.from) || !known.has(edge.to)) continue;
    // The wire is red where data arrives that the layer cannot take.
    const arrives = check.nodes.get(edge.from)?.analysis !== undefined;
    const faulty = arrives && worst.get(edge.to) === 'error' && check.nodes.get(edge.to)?.analysis === undefined;
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
