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
import { performEdit } from '../document/perform';
import { useDocument } from '../document/store';
import { tell } from '../ui/tell';
import { deleteSelection, selectedIds } from './selection';

const project = () => useDocument.getState().project;

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
  const from = cornerOf(clipping.value);
  const to = toCanvas(addPoint());
  performEdit(pasteNodes(project(), clipping.value, { x: snap(to.x - from.x), y: snap(to.y - from.y) }, options));
}

export function duplicateSelection(): void {
  performEdit(pasteNodes(project(), copyNodes(project(), selectedIds()), { x: 40, y: 40 }));
}
