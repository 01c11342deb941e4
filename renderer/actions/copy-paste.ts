import { err, ok, type Result } from '#shared/result';
import { addPoint, toCanvas } from '../canvas/canvas-state';
import {
  type Clipping,
  type ClippingError,
  copyNodes,
  cornerOf,
  describeClippingError,
  formatClipping,
  parseClipping,
  pasteNodes,
} from '../document/clipboard';
import { currentLevel, projectHere as project } from '../document/level';
import { performEdit } from '../document/perform';
import { tell } from '../ui/tell';
import { deleteSelection, selectedIds } from './selection';

/** What was copied last here, for browsers that do not let the page read the clipboard. */
let lastCopied: Clipping | null = null;

export function copySelection(): void {
  lastCopied = copyNodes(project(), selectedIds());
  navigator.clipboard?.writeText(formatClipping(lastCopied)).catch(() => {
    // Refused by the browser: `lastCopied` still serves this window.
  });
}

export function cutSelection(): void {
  copySelection();
  deleteSelection();
}

async function readClipping(): Promise<Result<Clipping, ClippingError>> {
  try {
    return parseClipping(await navigator.clipboard.readText());
  } catch {
    // Not allowed to read it: what was copied in this window is the next best.
    return lastCopied ? ok(lastCopied) : err({ code: 'clipboard/empty' });
  }
}

const snap = (value: number) => Math.round(value / 10) * 10;

/** Pastes where the pointer is. */
export async function paste(options: { readonly withIncoming?: boolean } = {}): Promise<void> {
  const clipping = await readClipping();
  if (!clipping.ok) {
    tell.refused(describeClippingError(clipping.error));
    return;
  }
  // A block holds no notes.
  const pasted = currentLevel().block === null ? clipping.value : { ...clipping.value, notes: [] };
  if (pasted.graph.nodes.length + pasted.notes.length === 0) {
    tell.refused('Notes lie beside the network, not in a block.');
    return;
  }
  const from = cornerOf(pasted);
  const to = toCanvas(addPoint());
  performEdit(pasteNodes(project(), pasted, { x: snap(to.x - from.x), y: snap(to.y - from.y) }, options));
}

export function duplicateSelection(): void {
  performEdit(pasteNodes(project(), copyNodes(project(), selectedIds()), { x: 40, y: 40 }));
}
