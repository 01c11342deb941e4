import type { NodeId } from '#shared/graph/graph';
import { isGroupId } from '#shared/project/groups';
import { isNoteId, type NodeColor, Note, type NoteId, Place, type Position } from '#shared/project/place';
import type { Project } from '#shared/project/project';
import { err, ok, type Result } from '#shared/result';
import type { Refusal } from './command';
import { groupById, groupsOf, withGroups } from './groups';
import { kept, placeOf } from './layout';

type Applied = Result<Project, Refusal>;

const notesOf = (project: Project): readonly Note[] => project.notes ?? [];

/** The project with other notes; a project without any has no list of them. */
function withNotes(project: Project, notes: readonly Note[]): Project {
  const { notes: _, ...others } = project;
  return notes.length === 0 ? others : { ...others, notes: [...notes] };
}

const hasNote = (project: Project, id: NoteId): boolean => notesOf(project).some(note => note.id === id);
const hasNode = (project: Project, id: NodeId): boolean => project.graph.nodes.some(node => node.id === id);

/** The first of the ids that is in the project neither as a node nor as a note or a group. */
function missing(project: Project, ids: readonly string[]): Refusal | null {
  for (const id of ids) {
    if (isNoteId(id)) {
      if (!hasNote(project, id)) return { code: 'document/no-note', note: id };
    } else if (isGroupId(id)) {
      if (!groupById(project, id)) return { code: 'document/no-group', group: id };
    } else if (!hasNode(project, id)) return { code: 'document/no-node', node: id };
  }
  return null;
}

const invalid = (id: NoteId, error: { readonly issues: readonly { readonly message: string }[] }): Applied =>
  err({ code: 'note/invalid', note: id, message: error.issues[0]?.message ?? 'not valid' });

export function addNote(project: Project, note: Note): Applied {
  const parsed = Note.safeParse(note);
  if (!parsed.success) return invalid(note.id, parsed.error);
  if (hasNote(project, note.id)) return err({ code: 'document/id-taken', id: note.id });
  return ok(withNotes(project, [...notesOf(project), parsed.data]));
}

export function removeNotes(project: Project, ids: readonly NoteId[]): Applied {
  const refusal = missing(project, ids);
  if (refusal) return err(refusal);
  const gone = new Set(ids);
  return ok(
    gone.size === 0
      ? project
      : withNotes(
          project,
          notesOf(project).filter(note => !gone.has(note.id)),
        ),
  );
}

export function setNote(project: Project, id: NoteId, changes: Partial<Omit<Note, 'id'>>): Applied {
  const old = notesOf(project).find(note => note.id === id);
  if (!old) return err({ code: 'document/no-note', note: id });
  const parsed = Note.safeParse({ ...old, ...changes, id });
  if (!parsed.success) return invalid(id, parsed.error);
  if (JSON.stringify(parsed.data) === JSON.stringify(old)) return ok(project);
  return ok(
    withNotes(
      project,
      notesOf(project).map(note => (note === old ? parsed.data : note)),
    ),
  );
}

/** Moves those notes that are among the ids; nodes among them are none of its business. */
export function moveNotes(project: Project, to: Readonly<Record<string, Position>>): Applied {
  const refusal = missing(project, Object.keys(to).filter(isNoteId));
  if (refusal) return err(refusal);
  const moves = (note: Note): boolean => {
    const place = to[note.id];
    return place !== undefined && (place.x !== note.x || place.y !== note.y);
  };
  if (!notesOf(project).some(moves)) return ok(project);
  const notes = notesOf(project).map(note => (moves(note) ? kept({ ...note, ...to[note.id] }) : note));
  return ok(withNotes(project, notes));
}

/** The same thing with a colour, or without one; the same object where it has that already. */
function colored<T extends { readonly color?: NodeColor | undefined }>(thing: T, color: NodeColor | null): T {
  if ((thing.color ?? null) === color) return thing;
  const { color: _, ...plain } = thing;
  // Without its colour it is a T still: the colour is optional.
  return (color === null ? plain : { ...plain, color }) as T;
}

export function colorNodes(project: Project, ids: readonly string[], color: NodeColor | null): Applied {
  const refusal = missing(project, ids);
  if (refusal) return err(refusal);
  const chosen = new Set(ids);
  const notes = notesOf(project).map(note => (chosen.has(note.id) ? colored(note, color) : note));
  const layout = { ...project.layout };
  let changed = notes.some((note, index) => note !== project.notes?.[index]);
  for (const { id } of project.graph.nodes) {
    if (!chosen.has(id)) continue;
    const old: Place = placeOf(project, id);
    const place = colored(old, color);
    if (place === old) continue;
    layout[id] = place;
    changed = true;
  }
  const marked = changed ? withNotes({ ...project, layout }, notes) : project;
  return ok(
    withGroups(
      marked,
      groupsOf(project).map(group => (chosen.has(group.id) ? colored(group, color) : group)),
    ),
  );
}

export function annotate(project: Project, id: NodeId, text: string): Applied {
  if (!hasNode(project, id)) return err({ code: 'document/no-node', node: id });
  const { note: old, ...place }: Place = placeOf(project, id);
  if (text === (old ?? '')) return ok(project);
  const parsed = Place.safeParse(text === '' ? place : { ...place, note: text });
  if (!parsed.success) {
    return err({ code: 'param/invalid', node: id, param: 'note', message: parsed.error.issues[0]?.message ?? '' });
  }
  return ok({ ...project, layout: { ...project.layout, [id]: parsed.data } });
}
