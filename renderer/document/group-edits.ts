import { CARD } from '#shared/layout/card';
import { firstFree } from '#shared/numbered';
import { freshGroupId, type GroupId, type NodeGroup } from '#shared/project/groups';
import type { Project } from '#shared/project/project';
import { err, ok, type Result } from '#shared/result';
import { apply } from './apply';
import type { Command, Refusal } from './command';
import type { Edit } from './edits';
import { groupBox } from './group-boxes';
import { groupById, groupOf, groupsOf, membersFor } from './groups';
import { placeOf } from './layout';
import { closeUp, type Moves, roomFor } from './room';

function movesFor(project: Project, group: NodeGroup, wasCollapsed: boolean): Moves {
  if (!group.collapsed) return roomFor(project, group, wasCollapsed);
  return wasCollapsed ? {} : closeUp(project, group);
}

/** A change to a group, and what makes room for its frame, or takes back what it no longer needs, as one step. */
function withRoom(project: Project, id: GroupId, command: Command): Result<Edit, Refusal> {
  const before = groupById(project, id);
  const applied = apply(project, command);
  if (!applied.ok) return err(applied.error);
  const group = groupById(applied.value, id);
  const to = group ? movesFor(applied.value, group, before?.collapsed === true) : {};
  const commands: Command[] = [command, ...(Object.keys(to).length > 0 ? [{ do: 'nodes.move', to } as const] : [])];
  return ok({ command: { do: 'together', commands }, select: [id] });
}

const freeTitle = (groups: readonly NodeGroup[]): string =>
  firstFree('Group ', new Set(groups.map(({ title }) => title)));

/** Frames what is chosen. Where that is one group and some nodes, they join it. @param ids of nodes and of groups */
export function groupTogether(project: Project, ids: readonly string[]): Result<Edit, Refusal> {
  const chosen = ids.flatMap(id => groupById(project, id) ?? []);
  const nodes = membersFor(project, ids);
  const [only, second] = chosen;
  if (only && !second) {
    return withRoom(project, only.id, { do: 'group.set', id: only.id, changes: { nodes, collapsed: false } });
  }
  const groups = groupsOf(project);
  const id = freshGroupId(new Set(groups.map(group => group.id)));
  const order = project.graph.nodes.flatMap(node => (nodes.includes(node.id) ? [node.id] : []));
  return withRoom(project, id, { do: 'group.add', group: { id, title: freeTitle(groups), nodes: order } });
}

/** Whether framing these would change anything: not where they are all of one group, and nothing else. */
export function canGroup(project: Project, ids: readonly string[]): boolean {
  const nodes = membersFor(project, ids);
  const [first] = nodes;
  const group = first === undefined ? undefined : groupOf(project, first);
  return (
    nodes.length > 0 && !(group && group.nodes.length === nodes.length && nodes.every(n => group.nodes.includes(n)))
  );
}

/** Shows one card each in place of groups' nodes, or them again, with room for their frames where others have come there meanwhile. */
export function collapseAll(project: Project, ids: readonly GroupId[], collapsed: boolean): Result<Edit, Refusal> {
  const commands: Command[] = [];
  let current = project;
  for (const id of ids) {
    const made = withRoom(current, id, { do: 'group.set', id, changes: { collapsed } });
    if (!made.ok) return made;
    const applied = apply(current, made.value.command);
    if (!applied.ok) return err(applied.error);
    commands.push(made.value.command);
    current = applied.value;
  }
  return ok({ command: { do: 'together', commands }, select: ids });
}

/** Takes frames away, and selects what was in them; what was hidden gets room first. */
export function ungroup(project: Project, ids: readonly GroupId[]): Result<Edit, Refusal> {
  const hiding = ids.filter(id => groupById(project, id)?.collapsed);
  const opened = collapseAll(project, hiding, false);
  if (!opened.ok) return opened;
  const commands: Command[] = [opened.value.command, { do: 'groups.remove', ids }];
  return ok({ command: { do: 'together', commands }, select: membersFor(project, ids) });
}

/** Takes nodes out of the groups that they are in. */
export function leaveGroup(project: Project, ids: readonly string[]): Command {
  const gone = new Set(ids);
  const commands = groupsOf(project).flatMap((group): Command[] => {
    const nodes = group.nodes.filter(id => !gone.has(id));
    return nodes.length < group.nodes.length ? [{ do: 'group.set', id: group.id, changes: { nodes } }] : [];
  });
  return { do: 'together', commands };
}

/** Puts nodes of no group into the one in whose frame their middles now lie. */
export function joinFrames(project: Project, ids: readonly string[]): readonly Command[] {
  const nodes = project.graph.nodes.filter(({ id }) => ids.includes(id) && !groupOf(project, id));
  return groupsOf(project).flatMap((group): Command[] => {
    if (group.collapsed) return [];
    const frame = groupBox(project, group);
    const joining = nodes.filter(({ id }) => {
      const { x, y } = placeOf(project, id);
      const [right, down] = [x + CARD.width / 2 - frame.x, y + CARD.height / 2 - frame.y];
      return right > 0 && right < frame.width && down > 0 && down < frame.height;
    });
    if (joining.length === 0) return [];
    return [{ do: 'group.set', id: group.id, changes: { nodes: [...group.nodes, ...joining.map(({ id }) => id)] } }];
  });
}
