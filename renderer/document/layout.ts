import type { NodeId } from '#shared/graph/graph';
import type { Position, Project } from '#shared/project/project';

/** Where a node lies; files may leave a node without a place. */
export const placeOf = (project: Pick<Project, 'layout'>, id: NodeId): Position => project.layout[id] ?? { x: 0, y: 0 };
