import { z } from 'zod';
import { firstFree } from '../numbered';

/** A point of the canvas, in pixels at zoom 1. */
export const Position = z.strictObject({ x: z.number(), y: z.number() });
export type Position = z.infer<typeof Position>;

/** Colours that a user can give; every theme has its own shade of each. */
export const NodeColor = z.enum(['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink']);
export type NodeColor = z.infer<typeof NodeColor>;

/** Where a node's top left corner lies, and how its author marked it: nothing that matters to training. */
export const Place = Position.extend({
  /** In place of the colour of the layer's category. */
  color: NodeColor.optional(),
  /** What the node's author has to say of it. */
  note: z.string().min(1).max(2000).optional(),
});
export type Place = z.infer<typeof Place>;

/** Never a node's id, for those hold no colon: a selection can hold both. */
export const NoteId = z.string().regex(/^note:\d{1,9}$/, 'must be "note:" and a number');
export type NoteId = z.infer<typeof NoteId>;

export const isNoteId = (id: string): id is NoteId => id.startsWith('note:');

/** The smallest a note can be made, and the most it can hold. */
export const NOTE_LIMITS = { width: [80, 2000], height: [40, 2000], text: 10_000 } as const;

const side = ([smallest, largest]: readonly [number, number]) => z.number().min(smallest).max(largest);

/** A text of its own on the canvas, in a box; sizes in pixels at zoom 1. */
export const Note = z.strictObject({
  id: NoteId,
  text: z.string().max(NOTE_LIMITS.text),
  x: z.number(),
  y: z.number(),
  width: side(NOTE_LIMITS.width),
  height: side(NOTE_LIMITS.height),
  color: NodeColor.optional(),
});
export type Note = z.infer<typeof Note>;

/** The first id `note:1`, `note:2` … that is free. */
export const freshNoteId = (taken: ReadonlySet<string>): NoteId => firstFree('note:', taken);
