import type { Node } from '@xyflow/react';
import type { Note, NoteId } from '#shared/project/place';

export type NoteNode = Node<{ readonly note: Note }, 'note'>;

/** React Flow compares nodes by identity: what has not changed must stay the same object. */
const drawn = new WeakMap<Note, NoteNode>();

function drawNote(note: Note, selected: boolean): NoteNode {
  const last = drawn.get(note);
  if (last && last.selected === selected) return last;
  const { id, x, y, width, height } = note;
  const flow: NoteNode = {
    id,
    type: 'note',
    position: { x, y },
    selected,
    data: { note },
    width,
    height,
    measured: { width, height },
    connectable: false,
    ariaRole: 'group',
    ariaLabel: `Note: ${note.text.slice(0, 80) || 'empty'}`,
    // Notes lie under the layers: a frame of color around some of them does not hide them.
    zIndex: -1,
  };
  drawn.set(note, flow);
  return flow;
}

/** A faulty file may hold an id twice; React Flow cannot, and draws the first. */
export function toFlowNotes(notes: readonly Note[] | undefined, selected: readonly string[]): NoteNode[] {
  const chosen = new Set(selected);
  const nodes = new Map<NoteId, NoteNode>();
  for (const note of notes ?? []) {
    if (!nodes.has(note.id)) nodes.set(note.id, drawNote(note, chosen.has(note.id)));
  }
  return [...nodes.values()];
}
