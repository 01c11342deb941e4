import type { Viewport } from '@xyflow/react';
import { blockById, blockOf, firstPlace } from '#shared/graph/block';
import { type NodePath, pathKey } from '#shared/graph/expand';
import type { NodeId } from '#shared/graph/graph';
import type { Project } from '#shared/project/project';
import { useView } from '../app/view';
import { fitView, useCanvas } from '../canvas/canvas-state';
import { focusCard } from '../canvas/focus-card';
import { bringOut } from '../canvas/toggle-group';
import { currentLevel, levelOf, nodesById } from '../document/level';
import { useDocument } from '../document/store';

/** Where the view was in each level that was left, unless all of it was in view. */
const views = new Map<string, Viewport>();
/** What the next level is to show at first, in place of the view that it had. */
let wanted: readonly NodeId[] | null = null;

/** Opens the level that a way leads to, and selects nodes there. */
export function goToLevel(way: NodePath, select: readonly NodeId[] = []): void {
  const before = currentLevel().way;
  if (pathKey(before) !== pathKey(way)) {
    const { flow, fitted } = useCanvas.getState();
    if (flow && !fitted) views.set(pathKey(before), flow.getViewport());
    else views.delete(pathKey(before));
    const passing = { addMenu: null, contextMenu: null, hoveredEdge: null, litEdge: null, guides: [], flow: null };
    useCanvas.setState(passing);
    useView.setState({ way });
  }
  useView.getState().select(select);
}

/** React Flow has the level's nodes: the view is put where it was, or so that all is seen. */
export function arrive(): void {
  const { flow } = useCanvas.getState();
  const view = views.get(pathKey(currentLevel().way));
  if (view && !wanted) {
    useCanvas.setState({ fitted: false });
    void flow?.setViewport(view);
  } else fitView(undefined, false);
  if (wanted) fitView(wanted, false);
  wanted = null;
}

/** Another document is open: back to the network itself. */
export function forgetLevels(): void {
  views.clear();
  useView.setState({ way: [] });
}

/** Shows a node wherever it lies, selected and in the middle. */
export function reveal(path: NodePath): void {
  const [way, id] = [path.slice(0, -1), path.at(-1)];
  if (id === undefined) return;
  const moves = pathKey(way) !== pathKey(currentLevel().way);
  if (moves) wanted = [id];
  goToLevel(way, [id]);
  bringOut(id);
  useCanvas.setState({ fitted: false });
  if (!moves) fitView([id]);
}

/** The selected placed block, where it is the only one selected. */
export function selectedBlock(): NodeId | undefined {
  const { graph } = currentLevel().project;
  // Undo may have taken some of the selected away.
  const chosen = useView.getState().selectedNodes.flatMap(id => nodesById(graph).get(id) ?? []);
  const [node, second] = chosen;
  return node && !second && blockOf(graph, node) ? node.id : undefined;
}

/** Goes into a placed block of the level that is open. */
export function openBlock(id: NodeId): void {
  const { way, project } = currentLevel();
  const node = nodesById(project.graph).get(id);
  if (node && blockOf(project.graph, node)) goToLevel([...way, id]);
}

/** Goes back out, so many levels; the block that was left is selected. */
export function leaveBlock(levels = 1): void {
  const { way } = currentLevel();
  const left = way[way.length - levels];
  if (left === undefined) return;
  goToLevel(way.slice(0, -levels), [left]);
  focusCard(left);
}

const rootParts = ({ graph, layout, notes, groups }: Project): readonly unknown[] => [
  graph.nodes,
  graph.edges,
  layout,
  notes,
  groups,
];

const sameParts = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.every((part, index) => part === b[index]);

/** The way to what differs between two projects; absent where the open level shows it, or nothing does. */
function wayToChange(before: Project, after: Project): NodePath | undefined {
  const { way, block } = levelOf(after, useView.getState().way);
  const contents = ({ graph }: Project, id: NodeId) => blockById(graph.blocks, id);
  const rootChanged = !sameParts(rootParts(before), rootParts(after));
  if (block === null ? rootChanged : contents(before, block) !== contents(after, block)) return way;
  if (rootChanged) return [];
  const changed = Object.keys(after.graph.blocks ?? {}).filter(id => contents(before, id) !== contents(after, id));
  return changed.map(id => firstPlace(after.graph, id)).find(place => place !== undefined) ?? way;
}

/** Takes the last step back, or does it again, and goes where that is seen. */
export function step(direction: 'undo' | 'redo'): void {
  const before = useDocument.getState().project;
  useDocument.getState()[direction]();
  const after = useDocument.getState().project;
  const way = wayToChange(before, after);
  if (!way || pathKey(way) === pathKey(useView.getState().way)) return;
  goToLevel(way);
}
