import type { NodeId } from '#shared/graph/graph';
import type { Place } from '#shared/project/place';
import type { Project } from '#shared/project/project';

/** Where a node lies, and how it is marked; files may leave a node without a place. */
export const placeOf = (project: Pick<Project, 'layout'>, id: NodeId): Place => project.layout[id] ?? { x: 0, y: 0 };
