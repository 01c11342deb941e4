import type { NodeId } from '#shared/graph/graph';
import { freshGroupId, type GroupId, isGroupId, NodeGroup } from '#shared/project/groups';
import type { Position } from '#shared/project/place';
import type { Project } from '#shared/project/project';
import { err, ok, type Result } from '#shared/result';
import type { Refusal } from './command';
import { groupBox } from './group-boxes';
import { placeOf } from './layout';

type Applied = Result<Project, Refusal>;
type Groups = readonly NodeGroup[];

export const groupsOf = (project: Pick<Project, 'groups'>): Groups => project.groups ?? [];

export const groupById = (project: Pick<Project, 'groups'>, id: string): NodeGroup | undefined =>
  project.groups?.find(group => group.id === id);

/** The group that a node is in. */
export const groupOf = (project: Pick<Project, 'groups'>, node: NodeId): NodeGroup | undefined =>
  project.groups?.find(({ nodes }) => nodes.includes(node));

/** The ids with those of a group's nodes in place of its own. */
export const membersFor = (project: Pick<Project, 'groups'>, ids: readonly string[]): readonly string[] => [
  ...new Set(ids.flatMap(id => groupById(project, id)?.nodes ?? [id])),
];

/** A project without groups has no list of them; one whose groups are the same stays the same object. */
export function withGroups(project: Project, groups: Groups): Project {
  const old = groupsOf(project);
  if (groups.length === old.length && groups.every((group, index) => group === old[index])) return project;
  const { groups: _, ...others } = project;
  return groups.length === 0 ? others : { ...others, groups: [...groups] };
}

/** Groups without some nodes; one that would be empty is gone. */
const without = (groups: Groups, gone: ReadonlySet<NodeId>): Groups =>
  groups.flatMap(group => {
    const nodes = group.nodes.filter(id => !gone.has(id));
    if (nodes.length === group.nodes.length) return [group];
    return nodes.length === 0 ? [] : [{ ...group, nodes }];
  });

/** A group as it may be, or why it may not. */
function checked(project: Project, group: NodeGroup): Result<NodeGroup, Refusal> {
  const parsed = NodeGroup.safeParse({ ...group, nodes: [...new Set(group.nodes)] });
  if (!parsed.success) {
    return err({ code: 'group/invalid', group: group.id, message: parsed.error.issues[0]?.message ?? 'not valid' });
  }
  const known = new Set(project.graph.nodes.map(({ id }) => id));
  const missing = group.nodes.find(id => !known.has(id));
  return missing === undefined ? ok(parsed.data) : err({ code: 'document/no-node', node: missing });
}

/** Frames nodes, which leave the groups that they were in. */
export function addGroup(project: Project, group: NodeGroup): Applied {
  if (groupById(project, group.id)) return err({ code: 'document/id-taken', id: group.id });
  const made = checked(project, group);
  if (!made.ok) return made;
  if (made.value.nodes.length === 0) return err({ code: 'group/empty' });
  return ok(withGroups(project, [...without(groupsOf(project), new Set(made.value.nodes)), made.value]));
}

/** Takes frames away; what was in them stays. */
export function removeGroups(project: Project, ids: readonly GroupId[]): Applied {
  const unknown = ids.find(id => !groupById(project, id));
  if (unknown !== undefined) return err({ code: 'document/no-group', group: unknown });
  return ok(
    withGroups(
      project,
      groupsOf(project).filter(({ id }) => !ids.includes(id)),
    ),
  );
}

export interface GroupChanges {
  readonly title?: string;
  /** Those that come from other groups leave them; with none the group is gone. */
  readonly nodes?: readonly NodeId[];
  readonly collapsed?: boolean;
}

export function setGroup(project: Project, id: GroupId, { title, nodes, collapsed }: GroupChanges): Applied {
  const old = groupById(project, id);
  if (!old) return err({ code: 'document/no-group', group: id });
  const { collapsed: was, ...rest } = old;
  const next = checked(project, {
    ...rest,
    title: title?.trim() ?? old.title,
    nodes: [...(nodes ?? old.nodes)],
    ...((collapsed ?? was) ? { collapsed: true } : {}),
  });
  if (!next.ok) return next;
  if (JSON.stringify(next.value) === JSON.stringify(old)) return ok(project);
  const members = new Set(next.value.nodes);
  const groups = groupsOf(project).flatMap(group => {
    if (group !== old) return without([group], members);
    return members.size > 0 ? [next.value] : [];
  });
  return ok(withGroups(project, groups));
}

/** The groups no longer hold these nodes. */
export const leaveGroups = (project: Project, ids: readonly NodeId[]): Project =>
  withGroups(project, without(groupsOf(project), new Set(ids)));

/** The groups hold others in a node's place. */
export function replaceInGroups(project: Project, id: NodeId, by: readonly NodeId[]): Project {
  const groups = groupsOf(project).map(group =>
    group.nodes.includes(id) ? { ...group, nodes: group.nodes.flatMap(other => (other === id ? by : [other])) } : group,
  );
  return withGroups(
    project,
    groups.filter(({ nodes }) => nodes.length > 0),
  );
}

/**
 * Parts groups where some nodes become one, a placed block: those wholly among them go along, others stay without them; one that
 * held them all holds the placed block.
 */
export function partGroups(
  project: Pick<Project, 'groups'>,
  chosen: ReadonlySet<NodeId>,
  placed: NodeId,
): { readonly inner: Groups; readonly outer: Groups } {
  const groups = groupsOf(project);
  const isInner = ({ nodes }: NodeGroup) => nodes.every(id => chosen.has(id));
  const outer = groups.flatMap(group => {
    if (isInner(group)) return [];
    const [left] = without([group], chosen);
    if (!left || left === group) return [group];
    const heldAll = group.nodes.length - left.nodes.length === chosen.size;
    return [heldAll ? { ...left, nodes: [...left.nodes, placed] } : left];
  });
  return { inner: groups.filter(isInner), outer };
}

/** Groups under ids that are free in a project. */
export function copiesFor(project: Pick<Project, 'groups'>, groups: Groups): Groups {
  const taken = new Set<string>(groupsOf(project).map(({ id }) => id));
  return groups.map(group => {
    const id = freshGroupId(taken);
    taken.add(id);
    return { ...group, id };
  });
}

/** Groups of other nodes come in, under ids that are free. */
export const addCopies = (project: Project, groups: Groups): Project =>
  withGroups(project, [...groupsOf(project), ...copiesFor(project, groups)]);

/** Where nodes go with the groups that are to move: as far as their group's box does, unless their own place is given. */
export function movesOf(
  project: Project,
  to: Readonly<Record<string, Position>>,
): Result<Readonly<Record<string, Position>>, Refusal> {
  const moved = Object.entries(to).filter(([id]) => isGroupId(id));
  if (moved.length === 0) return ok(to);
  const places: Record<string, Position> = {};
  for (const [id, position] of moved) {
    const group = groupById(project, id);
    if (!group) return err({ code: 'document/no-group', group: id });
    const box = groupBox(project, group);
    for (const node of group.nodes) {
      const { x, y } = placeOf(project, node);
      places[node] = { x: x + position.x - box.x, y: y + position.y - box.y };
    }
  }
  return ok({ ...places, ...Object.fromEntries(Object.entries(to).filter(([id]) => !isGroupId(id))) });
}
