import type { NodeId } from '#shared/graph/graph';
import type { Place, Position } from '#shared/project/place';
import type { Project } from '#shared/project/project';

/** Rounding a little less than 0 gives -0, which no file keeps: adding 0 makes it 0. */
export const kept = <P extends Position>(place: P): P => ({ ...place, x: place.x + 0, y: place.y + 0 });

/** Where a node lies, and how it is marked; files may leave a node without a place. */
export const placeOf = (project: Pick<Project, 'layout'>, id: NodeId): Place => project.layout[id] ?? { x: 0, y: 0 };
