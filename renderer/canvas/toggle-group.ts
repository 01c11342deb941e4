import type { GroupId } from '#shared/project/groups';
import { describeCommandRefusal } from '../document/command';
import { hiddenIn } from '../document/group-boxes';
import { collapseAll } from '../document/group-edits';
import { groupById } from '../document/groups';
import { projectHere } from '../document/level';
import { perform, performEdit } from '../document/perform';
import { tell } from '../ui/tell';
import { focusCard } from './focus-card';

/** Collapses groups, or expands them, as one step; they are selected, and the first has the focus. */
export function setCollapsed(ids: readonly GroupId[], collapsed: boolean): void {
  const made = collapseAll(projectHere(), ids, collapsed);
  if (!made.ok) {
    tell.refused(describeCommandRefusal(made.error));
    return;
  }
  const [first] = ids;
  if (performEdit(made.value) && first !== undefined) focusCard(first);
}

export const toggleGroup = (id: GroupId): void => setCollapsed([id], groupById(projectHere(), id)?.collapsed !== true);

/** Expands the group that hides a node of the open level, so that it can be shown. */
export function bringOut(node: string): void {
  const group = hiddenIn(projectHere()).get(node);
  const made = group && collapseAll(projectHere(), [group.id], false);
  if (made?.ok) perform(made.value.command);
}
