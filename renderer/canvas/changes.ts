import type { Connection, EdgeChange, NodeChange } from '@xyflow/react';
import type { GraphEdge } from '#shared/graph/graph';
import { around } from '#shared/layout/frame';
import { isNoteId, type Position } from '#shared/project/place';
import { useView } from '../app/view';
import { boxesOf } from '../document/align';
import { membersFor } from '../document/groups';
import { projectHere } from '../document/level';
import { perform } from '../document/perform';
import { useCanvas } from './canvas-state';
import type { CanvasNode, WireEdge } from './flow';
import { holdToGuides } from './guides';

/** The graph's edge behind a wire. */
export const toEdge = ({ source, target, targetHandle }: Connection | WireEdge): GraphEdge => ({
  from: source,
  to: target,
  port: targetHandle ?? 'input',
});

/** How near what is dragged must come to a guide to hold to it, in pixels of the screen. */
const REACH = 6;

/** What moves with what is dragged: a group's nodes with it, and its frame with any of them. */
function movingAlong(to: Readonly<Record<string, Position>>): ReadonlySet<string> {
  const going = new Set(Object.keys(to));
  for (const { id, nodes } of projectHere().groups ?? []) {
    if (going.has(id)) for (const node of nodes) going.add(node);
    else if (nodes.some(node => going.has(node))) going.add(id);
  }
  return going;
}

/** Moves what is dragged onto the edges and middles of what lies still. */
function heldToGuides(to: Readonly<Record<string, Position>>): Readonly<Record<string, Position>> {
  const boxes = boxesOf(projectHere());
  const dragged = boxes.flatMap(box => (to[box.id] ? [{ ...box, ...to[box.id] }] : []));
  const going = movingAlong(to);
  const still = boxes.filter(box => !going.has(box.id));
  if (dragged.length === 0 || still.length === 0) return to;
  const zoom = useCanvas.getState().flow?.getZoom() ?? 1;
  const { dx, dy, guides } = holdToGuides(around(dragged), still, REACH / zoom);
  useCanvas.setState({ guides });
  return Object.fromEntries(dragged.map(({ id, x, y }) => [id, { x: x + dx, y: y + dy }]));
}

/** A note's new box is one change, for its corner and its size change together. */
function resizeNotes(
  changes: readonly NodeChange<CanvasNode>[],
  to: Readonly<Record<string, Position>>,
): ReadonlySet<string> {
  const resized = new Set<string>();
  for (const change of changes) {
    if (change.type !== 'dimensions' || !change.resizing || !change.dimensions || !isNoteId(change.id)) continue;
    const { width, height } = change.dimensions;
    const size = { width: Math.round(width), height: Math.round(height) };
    perform({ do: 'note.set', id: change.id, changes: { ...size, ...to[change.id] } });
    resized.add(change.id);
  }
  return resized;
}

function placesIn(changes: readonly NodeChange<CanvasNode>[]): Record<string, Position> {
  const to: Record<string, Position> = {};
  for (const change of changes) {
    if (change.type === 'position' && change.position) to[change.id] = change.position;
  }
  return to;
}

/** Moves become commands, selections go to the view store; React Flow keeps nothing of its own. */
export function onNodesChange(changes: NodeChange<CanvasNode>[]): void {
  const places = placesIn(changes);
  const resized = resizeNotes(changes, places);
  const to = Object.fromEntries(Object.entries(places).filter(([id]) => !resized.has(id)));
  if (Object.keys(to).length > 0) {
    const dragging = changes.some(change => change.type === 'position' && change.dragging);
    useCanvas.setState({ fitted: false });
    perform({ do: 'nodes.move', to: dragging && useView.getState().guides ? heldToGuides(to) : to });
  }
  const selected = new Set(useView.getState().selectedNodes);
  const choices = changes.filter(change => change.type === 'select');
  for (const { id, selected: chosen } of choices) {
    if (chosen) selected.add(id);
    // What is hidden in a collapsed group goes with it.
    else for (const gone of [id, ...membersFor(projectHere(), [id])]) selected.delete(gone);
  }
  if (choices.length > 0) useView.getState().select([...selected], useView.getState().selectedEdges);
}

export function onEdgesChange(changes: EdgeChange<WireEdge>[]): void {
  const { selectedNodes, selectedEdges, select } = useView.getState();
  const selected = new Set(selectedEdges);
  for (const change of changes) {
    if (change.type !== 'select') continue;
    if (change.selected) selected.add(change.id);
    else selected.delete(change.id);
  }
  select(selectedNodes, [...selected]);
}
