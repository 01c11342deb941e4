import type { ReactFlowInstance } from '@xyflow/react';
import { create } from 'zustand';
import type { GraphEdge, NodeId } from '#shared/graph/graph';
import type { Position } from '#shared/project/project';
import { shownId } from '../document/group-boxes';
import { projectHere } from '../document/level';
import type { CanvasNode, WireEdge } from './flow';
import type { Guide } from './guides';

/** What a layer picked from the add menu is joined to. */
export type AddTarget =
  | { readonly kind: 'free' }
  | { readonly kind: 'wire'; readonly node: NodeId; readonly end: 'output' | 'input' }
  | { readonly kind: 'edge'; readonly edge: GraphEdge };

/** The search palette on the canvas. Positions: `screen` in pixels of the window, `at` in those of the canvas. */
export interface AddMenuState {
  readonly screen: Position;
  readonly at: Position;
  readonly target: AddTarget;
  /** Whether somebody pointed at the place; where only keys asked, the layer follows the selected one. */
  readonly pointed: boolean;
}

export type ContextTarget =
  | { readonly kind: 'pane' }
  | { readonly kind: 'node'; readonly node: NodeId }
  | { readonly kind: 'edge'; readonly edge: GraphEdge };

interface CanvasState {
  readonly flow: ReactFlowInstance<CanvasNode, WireEdge> | null;
  readonly addMenu: AddMenuState | null;
  readonly contextMenu: { readonly screen: Position; readonly target: ContextTarget } | null;
  /** Where the pointer last was over the canvas, in pixels of the window. */
  readonly pointer: Position | null;
  /** The wire (by id) that a dragged layer would be put on. */
  readonly litEdge: string | null;
  readonly hoveredEdge: string | null;
  /** The lines that what is being dragged holds to. */
  readonly guides: readonly Guide[];
  /** Whether the whole network is in view because it was fitted, and nobody has moved the view since. */
  readonly fitted: boolean;
}

/** The canvas's own passing state: what is open on it, and the view that others steer. */
export const useCanvas = create<CanvasState>(() => ({
  flow: null,
  addMenu: null,
  contextMenu: null,
  pointer: null,
  litEdge: null,
  hoveredEdge: null,
  guides: [],
  fitted: true,
}));

const reducedMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Shows the whole network, or only the given nodes. */
export function fitView(nodes?: readonly NodeId[], animate = true): void {
  const { flow } = useCanvas.getState();
  // With nothing to fit, React Flow would wait and fit the first node that comes.
  const { graph, notes } = projectHere();
  if (graph.nodes.length === 0 && !notes) return;
  if (!nodes) useCanvas.setState({ fitted: true });
  void flow?.fitView({
    nodes: nodes?.map(id => ({ id: shownId(projectHere(), id) })),
    padding: { top: '24px', bottom: '24px', left: '48px', right: '48px' },
    maxZoom: 1,
    minZoom: nodes ? 0.7 : 0.2,
    duration: animate && !reducedMotion() ? 200 : 0,
  });
}

/** The point of the canvas under a point of the window. */
export const toCanvas = (screen: Position): Position =>
  useCanvas.getState().flow?.screenToFlowPosition(screen, { snapToGrid: false }) ?? { x: 0, y: 0 };

/** Where something should be added when nobody has pointed anywhere: the pointer on the canvas, or its middle. */
export const addPoint = (): Position => useCanvas.getState().pointer ?? middleOfCanvas();

function middleOfCanvas(): Position {
  const box = document.querySelector('[data-canvas]')?.getBoundingClientRect();
  return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: 0, y: 0 };
}

export function openAddMenu(screen: Position, target: AddTarget = { kind: 'free' }, pointed = true): void {
  useCanvas.setState({ addMenu: { screen, at: toCanvas(screen), target, pointed }, contextMenu: null, fitted: false });
}

/** The add menu for a key: at the pointer on the canvas, or, where there is none, for what follows the selected layer. */
export const openAddMenuByKey = (): void =>
  openAddMenu(addPoint(), { kind: 'free' }, useCanvas.getState().pointer !== null);
