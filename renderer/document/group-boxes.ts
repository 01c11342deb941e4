import type { NodeId } from '#shared/graph/graph';
import { cardFor, frameAround, type Rectangle } from '#shared/layout/frame';
import type { NodeGroup } from '#shared/project/groups';
import type { Project } from '#shared/project/project';
import { placeOf } from './layout';

/** What a group takes up: a frame around its nodes, or, collapsed, one card. */
export function groupBox(project: Pick<Project, 'layout'>, { nodes, collapsed }: NodeGroup): Rectangle {
  const places = nodes.map(id => placeOf(project, id));
  return collapsed ? cardFor(places) : frameAround(places);
}

/** What is seen of a node: itself, or the collapsed group that it is in. */
export const shownId = (project: Pick<Project, 'groups'>, id: string): string => hiddenIn(project).get(id)?.id ?? id;

/** The nodes that no card is drawn for, each with the collapsed group that stands for it. */
export const hiddenIn = ({ groups = [] }: Pick<Project, 'groups'>): ReadonlyMap<NodeId, NodeGroup> =>
  new Map(groups.flatMap(group => (group.collapsed ? group.nodes.map(id => [id, group] as const) : [])));
