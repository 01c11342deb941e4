import { edgeId } from '#shared/graph/graph';
import { layeredLayout } from '#shared/layout/layered-layout';
import type { Position } from '#shared/project/project';
import { useView } from '../app/view';
import { addPoint, fitView, toCanvas } from '../canvas/canvas-state';
import { type Clipping, copyNodes, parseClipping, pasteNodes } from '../document/clipboard';
import type { Command } from '../document/command';
import { inputPort } from '../document/edits';
import { placeOf } from '../document/layout';
import { perform, performEdit } from '../document/perform';
import { useDocument } from '../document/store';
import { tell } from '../ui/tell';

const project = () => useDocument.getState().project;

/** The selected nodes that still exist: undo may have taken some away. */
export const selectedNodes = (): readonly string[] => {
  const chosen = new Set(useView.getState().selectedNodes);
  return project().graph.nodes.flatMap(node => (chosen.has(node.id) ? [node.id] : []));
};

const selectedEdges = () => {
  const chosen = new Set(useView.getState().selectedEdges);
  return project().graph.edges.filter(edge => chosen.has(edgeId(edge)));
};

export const hasSelection = (): boolean => selectedNodes().length > 0 || selectedEdges().length > 0;

export function deleteSelection(): void {
  const ids = selectedNodes();
  const gone = new Set(ids);
  const edges = selectedEdges().filter(edge => !gone.has(edge.from) && !gone.has(edge.to));
  const commands: Command[] = edges.map(edge => ({ do: 'edge.remove', edge }));
  if (ids.length > 0) commands.push({ do: 'nodes.remove', ids });
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

export function selectAll(): void {
  useView.getState().select(project().graph.nodes.map(node => node.id));
}

/** What was copied last here, for browsers that do not let the page read the clipboard. */
let lastCopied: Clipping | null = null;

export function copySelection(): void {
  lastCopied = copyNodes(project(), selectedNodes());
  navigator.clipboard?.writeText(JSON.stringify(lastCopied)).catch(() => {
    // Refused by the browser: `lastCopied` still serves this window.
  });
}

export function cutSelection(): void {
  copySelection();
  deleteSelection();
}

async function readClipping(): Promise<Clipping | null> {
  try {
    const parsed = parseClipping(await navigator.clipboard.readText());
    if (parsed) return parsed;
  } catch {
    // Not allowed to read it: what was copied in this window is the next best.
  }
  return lastCopied;
}

/** The top left corner of what lies on the clipboard. */
function corner({ graph, layout }: Clipping): Position {
  const places = graph.nodes.map(node => placeOf({ layout }, node.id));
  return { x: Math.min(...places.map(place => place.x)), y: Math.min(...places.map(place => place.y)) };
}

const snap = (value: number) => Math.round(value / 10) * 10;

export async function paste(): Promise<void> {
  const clipping = await readClipping();
  if (!clipping || clipping.graph.nodes.length === 0) {
    tell.refused('There are no layers on the clipboard.');
    return;
  }
  const from = corner(clipping);
  const to = toCanvas(addPoint());
  performEdit(pasteNodes(project(), clipping, { x: snap(to.x - from.x), y: snap(to.y - from.y) }));
}

export function duplicateSelection(): void {
  performEdit(pasteNodes(project(), copyNodes(project(), selectedNodes()), { x: 40, y: 40 }));
}

/** Moves the selected nodes by some pixels; presses that follow one another are one step. */
export function nudge(dx: number, dy: number): void {
  const to = Object.fromEntries(
    selectedNodes().map(id => {
      const { x, y } = placeOf(project(), id);
      return [id, { x: x + dx, y: y + dy }];
    }),
  );
  perform({ do: 'nodes.move', to });
}

export function arrange(): void {
  useDocument.getState().endGesture();
  if (!perform({ do: 'nodes.move', to: layeredLayout(project().graph) })) return;
  useDocument.getState().endGesture();
  setTimeout(() => fitView());
}

/** Joins two selected nodes, from the one chosen first to the other: wires without a mouse. */
export function connectSelected(): void {
  const [from, to] = useView.getState().selectedNodes;
  const target = project().graph.nodes.find(node => node.id === to);
  if (from === undefined || !target) return;
  perform({ do: 'edge.add', edge: { from, to: target.id, port: inputPort(target.type) ?? 'input' } });
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
  useView.getState().select([...found]);
}
