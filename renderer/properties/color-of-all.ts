import type { NodeColor } from '#shared/project/place';
import type { Project } from '#shared/project/project';

/** The color that nodes and notes have in common, `null` for none of their own; absent where they differ. */
export function colorOfAll(project: Project, ids: readonly string[]): NodeColor | null | undefined {
  const noteColors = new Map(project.notes?.map(note => [note.id, note.color]));
  const colors = new Set(ids.map(id => noteColors.get(id) ?? project.layout[id]?.color ?? null));
  const [only] = colors;
  return colors.size === 1 ? only : undefined;
}
