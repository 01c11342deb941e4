import { around } from '#shared/layout/frame';
import type { Project } from '#shared/project/project';
import { selectedIds } from '../actions/selection';
import { boxesOf } from '../document/align';
import { copyNodes, pasteNodes } from '../document/clipboard';
import { projectHere } from '../document/level';
import { performEdit } from '../document/perform';
import { useDocument } from '../document/store';

/** The project before the drag, where Alt was held when it began. */
let before: Project | null = null;

/** Remembers what a drag starts from: with Alt held it drops copies and leaves the originals. */
export function noteDragStart(altKey: boolean): void {
  before = altKey ? projectHere() : null;
}

/** Ends a drag that copies: takes the move back and adds copies where the originals were dropped, as one step. @returns whether it did. */
export function dropCopies(): boolean {
  const start = before;
  before = null;
  const { endGesture, undo } = useDocument.getState();
  const project = projectHere();
  if (!start || start === project) return false;
  const chosen = new Set(selectedIds());
  const [from, to] = [around(boxesOf(start, chosen)), around(boxesOf(project, chosen))];
  endGesture();
  undo();
  performEdit(pasteNodes(start, copyNodes(start, [...chosen]), { x: to.x - from.x, y: to.y - from.y }));
  return true;
}
