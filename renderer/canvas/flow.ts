import type { Edge, Node } from '@xyflow/react';
import { BLOCK, BLOCK_OUTPUT, blockOf, portsOf, repeatOf, titleOf } from '#shared/graph/block';
import { type Block, edgeId, type Graph, type GraphEdge, type GraphNode, type NodeId } from '#shared/graph/graph';
import { CARD } from '#shared/layout/card';
import { type Problem, worstOf } from '#shared/problems/problem';
import { isGroupId } from '#shared/project/groups';
import type { NodeColor, Place } from '#shared/project/place';
import type { Project } from '#shared/project/project';
import { type Facts, factsAbout, type NodeFacts } from '../document/facts';
import { placeOf } from '../document/layout';
import { type CardCategory, categoryOf } from '../ui/categories';
import type { GroupNode } from './group-flow';
import { handlesOf, OUTPUT_HANDLE } from './handles';
import { keepSame } from './keep-same';
import type { NoteNode } from './note-flow';
import { laneOf } from './wire-lane';

/** What a card shows from far off; from near it asks for what it shows itself. */
interface CardData extends Record<string, unknown> {
  readonly title: string;
  readonly category: CardCategory;
  readonly color: NodeColor | undefined;
  readonly problem: Problem['severity'] | undefined;
  readonly muted: boolean;
  /** The names of its inputs. */
  readonly ports: readonly string[];
  /** What it is called aloud: what it is, then its state. From near, the card says its shape in between. */
  readonly spoken: { readonly what: string; readonly state: string };
}
export type LayerNode = Node<CardData, 'layer'>;
/** All that lies on the canvas and can be moved. */
export type CanvasNode = LayerNode | NoteNode | GroupNode;
interface WireData extends Record<string, unknown> {
  readonly edge: GraphEdge;
  /** Leads to or from a collapsed group, which must be expanded to change it. */
  readonly gathered: boolean;
  readonly faulty: boolean;
  /** The x along which it passes cards that lie in its way; null where none do. */
  readonly lane: number | null;
}
export type WireEdge = Edge<WireData, 'wire'>;

/** What a node is called, and where wires arrive; of a block both come from its definition. */
interface Face {
  readonly title: string;
  readonly ports: readonly string[];
}
interface Asked {
  readonly place: Place;
  readonly selected: boolean;
  readonly face: Face;
  readonly facts: NodeFacts;
}
interface Drawn extends Asked {
  readonly flow: LayerNode;
}
/** React Flow compares nodes by identity: what has not changed must stay the same object. */
const drawn = new WeakMap<GraphNode, Drawn>();
/** The latest of each id, since an edit makes another node of it. */
const drawnById = new Map<NodeId, LayerNode>();

const ORIGIN: Place = { x: 0, y: 0 };

const faces = new WeakMap<GraphNode, { readonly block: Block | undefined; readonly face: Face }>();

function faceOf(graph: Graph, node: GraphNode): Face {
  const block = blockOf(graph, node);
  const known = faces.get(node);
  if (known && known.block === block) return known.face;
  const face = { title: titleOf(graph, node), ports: (portsOf(graph, node) ?? []).map(({ name }) => name) };
  faces.set(node, { block, face });
  return face;
}

/** What comes out of a node is not among it: a card asks for that itself, so that React Flow need not be told at every key. */
const isFor = (last: Drawn, { place, selected, face, facts }: Asked): boolean =>
  last.place === place &&
  last.selected === selected &&
  last.face === face &&
  last.facts.layers[0] === facts.layers[0] &&
  worstOf(last.facts.problems) === worstOf(facts.problems);

const isSameData = (a: CardData, b: CardData): boolean =>
  a.title === b.title &&
  a.category === b.category &&
  a.color === b.color &&
  a.problem === b.problem &&
  a.muted === b.muted &&
  a.spoken.what === b.spoken.what &&
  a.spoken.state === b.spoken.state &&
  a.ports.join() === b.ports.join();

function dataOf(node: GraphNode, asked: Asked): CardData {
  const { face, place, facts } = asked;
  const { muted = false } = node;
  const problem = worstOf(facts.problems);
  return {
    ...face,
    category: categoryOf(node.type),
    color: place.color,
    problem,
    muted,
    spoken: spokenOf(node, asked),
  };
}

function drawNode(node: GraphNode, asked: Asked): LayerNode {
  const known = drawn.get(node);
  if (known && isFor(known, asked)) return known.flow;
  const { place, selected } = asked;
  const last = drawnById.get(node.id);
  let data = dataOf(node, asked);
  // A card that was only moved is not drawn anew; and an edited node may be seen as it was.
  if (last && isSameData(last.data, data)) data = last.data;
  const isSame = data === last?.data && last.position === place && last.selected === selected;
  const flow: LayerNode = isSame
    ? last
    : {
        id: node.id,
        type: 'layer',
        position: place,
        selected,
        data,
        ...CARD,
        // Every card has this size, and its ports in these places: React Flow need not draw it to know.
        measured: CARD,
        handles: handlesOf(asked.face.ports, node.type !== BLOCK_OUTPUT),
        ariaRole: 'group',
        ariaLabel: data.spoken.what + data.spoken.state,
        domAttributes: { 'aria-labelledby': spokenId(node.id) },
      };
  drawn.set(node, { ...asked, flow });
  drawnById.set(node.id, flow);
  return flow;
}

/** The element in a card that says all of it aloud. */
export const spokenId = (id: NodeId): string => `spoken-${id}`;

const isFrozen = (node: GraphNode, { layers }: NodeFacts): boolean =>
  layers.length > 0 ? layers.every(layer => layer.node.trainable === false) : node.trainable === false;

function spokenOf(node: GraphNode, { face, facts }: Asked): CardData['spoken'] {
  const shared = node.sharesWith === undefined ? '' : `, another use of ${node.sharesWith}`;
  const frozen = isFrozen(node, facts) ? ', frozen' : '';
  const repeat = node.type === BLOCK && repeatOf(node) > 1 ? `, ${repeatOf(node)} times` : '';
  const faulty = worstOf(facts.problems) === 'error' ? ', has a problem' : '';
  return { what: `${face.title} ${node.id}${shared}${repeat}`, state: `${frozen}${faulty}` };
}

/** A faulty file may hold an id twice; React Flow cannot, and draws the first. */
export function toFlowNodes(
  { graph, layout }: Pick<Project, 'graph' | 'layout'>,
  facts: Facts,
  selected: readonly NodeId[],
): LayerNode[] {
  const chosen = new Set(selected);
  const nodes = new Map<NodeId, LayerNode>();
  for (const node of graph.nodes) {
    const { id } = node;
    if (nodes.has(id)) continue;
    const place = layout[id] ? placeOf({ layout }, id) : ORIGIN;
    nodes.set(
      id,
      drawNode(node, { place, selected: chosen.has(id), face: faceOf(graph, node), facts: factsAbout(facts, id) }),
    );
  }
  return [...nodes.values()];
}

const sameWires = keepSame<WireEdge>();

/** What has not changed stays the same object, as for nodes. */
const drawnWires = new WeakMap<GraphEdge, WireEdge>();

function drawWire(edge: GraphEdge, selected: boolean, faulty: boolean, lane: number | null): WireEdge {
  const last = drawnWires.get(edge);
  if (last?.data && last.selected === selected && last.data.faulty === faulty && last.data.lane === lane) return last;
  const gathered = isGroupId(edge.from) || isGroupId(edge.to);
  const flow: WireEdge = {
    id: edgeId(edge),
    type: 'wire',
    source: edge.from,
    sourceHandle: OUTPUT_HANDLE,
    target: edge.to,
    targetHandle: edge.port,
    selected,
    ariaLabel: `Edge from ${edge.from} to ${edge.to}`,
    data: { edge, gathered, faulty, lane },
    ...(gathered ? { selectable: false, focusable: false, reconnectable: false, deletable: false } : {}),
  };
  drawnWires.set(edge, flow);
  return flow;
}

/** Edges that lead nowhere, or are there twice, cannot be drawn: the problems list names them. A collapsed group is there by its place. */
export function toFlowEdges(
  { graph, layout }: Pick<Project, 'graph' | 'layout'>,
  facts: Facts,
  selected: readonly string[],
): WireEdge[] {
  const groups = Object.keys(layout).filter(isGroupId);
  const known = new Set([...graph.nodes.map(node => node.id), ...groups]);
  const places = [...known].map(id => placeOf({ layout }, id));
  const edges = new Map<string, WireEdge>();
  const chosen = new Set(selected);
  for (const edge of graph.edges) {
    const id = edgeId(edge);
    if (edges.has(id) || !known.has(edge.from) || !known.has(edge.to)) continue;
    // The wire is red where data arrives that the layer cannot take.
    const target = factsAbout(facts, edge.to);
    const arrives = factsAbout(facts, edge.from).output !== undefined;
    const faulty = arrives && target.output === undefined && worstOf(target.problems) === 'error';
    edges.set(id, drawWire(edge, chosen.has(id), faulty, laneOf(edge, { layout }, places)));
  }
  return sameWires([...edges.values()]);
}
