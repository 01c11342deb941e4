import { edgeId } from '#shared/graph/graph';
import { type GroupId, isGroupId } from '#shared/project/groups';
import { freshNoteId, type NodeColor, type NoteId } from '#shared/project/place';
import { useView } from '../app/view';
import { addPoint, fitView, toCanvas } from '../canvas/canvas-state';
import { startNaming } from '../canvas/naming';
import { align, boxesOf, type Direction, distribute, type Side } from '../document/align';
import type { Command } from '../document/command';
import { inputPort } from '../document/edits';
import { shownId } from '../document/group-boxes';
import { membersFor } from '../document/groups';
import { projectHere as project } from '../document/level';
import { perform, performEdit } from '../document/perform';
import { useDocument } from '../document/store';
import { layOut } from '../layout/lay-out';

/** What is selected and still exists (undo may have taken some away): nodes, notes and groups; nodes of a selected group go without saying. */
export const selectedThings = (): readonly string[] => selectedBoxes().map(({ id }) => id);

const selectedBoxes = () => boxesOf(project(), new Set(useView.getState().selectedNodes));

export const selectedGroups = (): readonly GroupId[] => selectedThings().filter(isGroupId);

/** The selected nodes, and those of selected groups. */
export const selectedNodes = (): readonly string[] => {
  const chosen = new Set(membersFor(project(), useView.getState().selectedNodes));
  return project().graph.nodes.flatMap(node => (chosen.has(node.id) ? [node.id] : []));
};

const selectedNotes = (): readonly NoteId[] => {
  const chosen = new Set(useView.getState().selectedNodes);
  return (project().notes ?? []).flatMap(note => (chosen.has(note.id) ? [note.id] : []));
};

/** The selected nodes and notes, those of selected groups among them. */
export const selectedIds = (): readonly string[] => [...selectedNodes(), ...selectedNotes()];

const allIds = (): readonly string[] => boxesOf(project()).map(box => box.id);

const selectedEdges = () => {
  const chosen = new Set(useView.getState().selectedEdges);
  return project().graph.edges.filter(edge => chosen.has(edgeId(edge)));
};

export const hasSelection = (): boolean => selectedIds().length > 0 || selectedEdges().length > 0;

export function deleteSelection(): void {
  const ids = selectedNodes();
  const notes = selectedNotes();
  const gone = new Set(ids);
  const edges = selectedEdges().filter(edge => !gone.has(edge.from) && !gone.has(edge.to));
  const commands: Command[] = edges.map(edge => ({ do: 'edge.remove', edge }));
  if (ids.length > 0) commands.push({ do: 'nodes.remove', ids });
  if (notes.length > 0) commands.push({ do: 'notes.remove', ids: notes });
  if (perform({ do: 'together', commands })) useView.getState().select([]);
}

/** Whether all selected nodes are frozen. */
export function selectionFrozen(): boolean {
  const chosen = new Set(selectedNodes());
  return chosen.size > 0 && project().graph.nodes.every(node => !chosen.has(node.id) || node.trainable === false);
}

/** Freezes the selected nodes, or, where all of them are frozen, lets them be trained again. */
export function freezeSelection(): void {
  perform({ do: 'nodes.freeze', ids: selectedNodes(), frozen: !selectionFrozen() });
}

/** Whether all selected nodes are muted. */
export function selectionMuted(): boolean {
  const chosen = new Set(selectedNodes());
  return chosen.size > 0 && project().graph.nodes.every(node => !chosen.has(node.id) || node.muted === true);
}

/** Mutes the selected nodes, so that the network is trained as if they were not there, or, where all of them are muted, takes them back. */
export function muteSelection(): void {
  perform({ do: 'nodes.mute', ids: selectedNodes(), muted: !selectionMuted() });
}

export function selectAll(): void {
  useView.getState().select(allIds());
}

/** Selects what is not selected, and nothing else. */
export function invertSelection(): void {
  const chosen = new Set(selectedIds());
  const touched = (project().groups ?? []).filter(({ nodes }) => nodes.some(id => chosen.has(id)));
  for (const { id } of touched) chosen.add(id);
  useView.getState().select(allIds().filter(id => !chosen.has(id)));
}

/** Moves the selection by some pixels; presses that follow one another are one step. */
export function nudge(dx: number, dy: number): void {
  const boxes = selectedBoxes();
  perform({ do: 'nodes.move', to: Object.fromEntries(boxes.map(({ id, x, y }) => [id, { x: x + dx, y: y + dy }])) });
}

/** A move that is a step of its own, even after another of the same nodes. */
function place(to: Extract<Command, { do: 'nodes.move' }>['to']): boolean {
  useDocument.getState().endGesture();
  const done = perform({ do: 'nodes.move', to });
  useDocument.getState().endGesture();
  return done;
}

export function alignSelection(side: Side): void {
  place(align(selectedBoxes(), side));
}

export function distributeSelection(direction: Direction): void {
  place(distribute(selectedBoxes(), direction));
}

/** Lays the network out anew, off the page's thread; what is edited meanwhile calls it off. */
export async function arrange(): Promise<void> {
  const { graph, groups } = project();
  const to = await layOut({ graph, groups });
  const isSame = project().graph === graph && project().groups === groups;
  if (to && isSame && place(to)) setTimeout(() => fitView());
}

/** Adds a note where the pointer is, ready to be written. */
export function addNote(): void {
  const { x, y } = toCanvas(addPoint());
  const id = freshNoteId(new Set(project().notes?.map(note => note.id)));
  const note = { id, text: '', x: Math.round(x), y: Math.round(y), width: 220, height: 100 };
  if (performEdit({ command: { do: 'note.add', note }, select: [id] })) startNaming(id);
}

export function colorSelection(color: NodeColor | null): void {
  perform({ do: 'nodes.color', ids: selectedThings(), color });
}

/** Joins two selected nodes, from the one chosen first to the other: wires without a mouse. */
export function connectSelected(): void {
  const [from, to] = useView.getState().selectedNodes;
  const target = project().graph.nodes.find(node => node.id === to);
  if (from === undefined || !target) return;
  perform({ do: 'edge.add', edge: { from, to: target.id, port: inputPort(project(), target) ?? 'input' } });
}

/** Selects what feeds the selection, or what it feeds, all the way. */
export function selectAlong(direction: 'upstream' | 'downstream'): void {
  const found = new Set(selectedNodes());
  const { edges } = project().graph;
  for (const id of found) {
    for (const edge of edges) {
      if (direction === 'upstream' && edge.to === id) found.add(edge.from);
      if (direction === 'downstream' && edge.from === id) found.add(edge.to);
    }
  }
  useView.getState().select([...new Set([...found].map(id => shownId(project(), id)))]);
}
