import type { NodeColor } from '#shared/project/place';
import type { Project } from '#shared/project/project';

/** The color that nodes, notes and groups have in common, `null` for none of their own; absent where they differ. */
export function colorOfAll(project: Project, ids: readonly string[]): NodeColor | null | undefined {
  const others = [...(project.notes ?? []), ...(project.groups ?? [])];
  const ownColors = new Map(others.map(thing => [thing.id, thing.color]));
  const colors = new Set(ids.map(id => ownColors.get(id) ?? project.layout[id]?.color ?? null));
  const [only] = colors;
  return colors.size === 1 ? only : undefined;
}
