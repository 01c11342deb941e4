import type { PointerEvent as ReactPointerEvent } from 'react';
import { create } from 'zustand';
import { edgeId } from '#shared/graph/graph';
import type { Position } from '#shared/project/project';
import { toCanvas, useCanvas } from '../canvas/canvas-state';
import { edgeUnder } from '../canvas/edge-under';
import { addAt, inputPort, insertOnEdge, type Kind, newNode } from '../document/edits';
import { projectHere } from '../document/level';
import { performEdit } from '../document/perform';
import type { KindEntry } from './kinds';

interface Drag {
  readonly entry: KindEntry;
  readonly screen: Position;
}

/** The layer or block that is being dragged from the palette. */
export const useDrag = create<{ readonly drag: Drag | null }>(() => ({ drag: null }));

/** A press becomes a drag when the pointer has gone this far, in pixels. */
const THRESHOLD = 5;

const overCanvas = ({ x, y }: Position): boolean => document.elementFromPoint(x, y)?.closest('[data-canvas]') !== null;

const takesInput = (kind: Kind): boolean => {
  const project = projectHere();
  return inputPort(project, newNode(project, kind)) !== undefined;
};

function drop(kind: Kind, screen: Position): void {
  if (!overCanvas(screen)) return;
  // The view stays where it is: the layer must lie where it was dropped.
  useCanvas.setState({ fitted: false });
  const project = projectHere();
  const edge = takesInput(kind) ? edgeUnder(screen) : undefined;
  const snap = (value: number) => Math.round(value / 10) * 10;
  const { x, y } = toCanvas(screen);
  performEdit(
    edge ? insertOnEdge(project, edge, newNode(project, kind)) : addAt(project, kind, { x: snap(x), y: snap(y) }),
  );
}

/** The click that follows a drag back onto its own entry would add the layer a second time. */
function swallowClick(): void {
  const swallow = (click: MouseEvent) => click.stopPropagation();
  window.addEventListener('click', swallow, { capture: true });
  // It follows in the same task as the release, if at all.
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
}

/**
 * Begins a drag from the palette. Pointer events, not HTML's drag and drop: the preview is the card itself, at the canvas's zoom, and
 * the wire below it lights up.
 */
export function startDrag(entry: KindEntry, down: ReactPointerEvent): void {
  const { kind } = entry;
  if (down.button !== 0) return;
  const from = { x: down.clientX, y: down.clientY };
  const move = (event: PointerEvent) => {
    const screen = { x: event.clientX, y: event.clientY };
    const far = Math.hypot(screen.x - from.x, screen.y - from.y) > THRESHOLD;
    if (!useDrag.getState().drag && !far) return;
    useDrag.setState({ drag: { entry, screen } });
    const edge = takesInput(kind) ? edgeUnder(screen) : undefined;
    useCanvas.setState({ litEdge: edge ? edgeId(edge) : null });
  };
  const end = (event: PointerEvent | KeyboardEvent) => {
    if (event instanceof KeyboardEvent && event.key !== 'Escape') return;
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', end);
    window.removeEventListener('pointercancel', end);
    window.removeEventListener('keydown', end);
    const { drag } = useDrag.getState();
    useDrag.setState({ drag: null });
    useCanvas.setState({ litEdge: null });
    if (!drag) return;
    swallowClick();
    if (event instanceof PointerEvent && event.type === 'pointerup') drop(kind, { x: event.clientX, y: event.clientY });
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
  window.addEventListener('keydown', end);
}
