import { IconBoxAlignTop, IconBoxOff, IconBoxPadding, IconFold } from '@tabler/icons-react';
import type { Result } from '#shared/result';
import { setCollapsed } from '../canvas/toggle-group';
import { describeCommandRefusal, type Refusal } from '../document/command';
import type { Edit } from '../document/edits';
import { canGroup, groupTogether, leaveGroup, ungroup } from '../document/group-edits';
import { groupById, groupOf } from '../document/groups';
import { projectHere } from '../document/level';
import { perform, performEdit } from '../document/perform';
import { tell } from '../ui/tell';
import type { Action } from './action';
import { selectedGroups, selectedNodes, selectedThings } from './selection';

/** The selected nodes and groups, without notes. */
const groupable = (): readonly string[] => [...selectedGroups(), ...selectedNodes()];

function carryOut(made: Result<Edit, Refusal>): void {
  if (made.ok) performEdit(made.value);
  else tell.refused(describeCommandRefusal(made.error));
}

/** The groups that are meant: those selected, or else those that selected nodes are in. */
function meantGroups(): readonly string[] {
  const selected = selectedGroups();
  if (selected.length > 0) return selected;
  return [...new Set(selectedNodes().flatMap(id => groupOf(projectHere(), id)?.id ?? []))];
}

const groupsMeant = () => meantGroups().flatMap(id => groupById(projectHere(), id) ?? []);

const allCollapsed = (): boolean => groupsMeant().length > 0 && groupsMeant().every(({ collapsed }) => collapsed);

/** Selected nodes that are in a group, picked one by one. */
const grouped = (): readonly string[] => selectedThings().filter(id => groupOf(projectHere(), id) !== undefined);

/** Frames around nodes: they help those who read the network, and change nothing in it. */
export const groupActions: readonly Action[] = [
  {
    id: 'arrange.group',
    label: 'Group the selection',
    keys: ['Mod+G'],
    icon: IconBoxPadding,
    group: true,
    enabled: () => canGroup(projectHere(), groupable()),
    run: () => carryOut(groupTogether(projectHere(), groupable())),
  },
  {
    id: 'arrange.ungroup',
    label: 'Ungroup',
    keys: ['Mod+Shift+G'],
    icon: IconBoxOff,
    enabled: () => meantGroups().length > 0,
    run: () => carryOut(ungroup(projectHere(), meantGroups())),
  },
  {
    id: 'arrange.collapse',
    label: 'Collapse or expand the group',
    keys: ['Alt+C'],
    icon: IconFold,
    checked: allCollapsed,
    enabled: () => meantGroups().length > 0,
    run: () => setCollapsed(meantGroups(), !allCollapsed()),
  },
  {
    id: 'arrange.leaveGroup',
    label: 'Take out of the group',
    keys: [],
    icon: IconBoxAlignTop,
    enabled: () => grouped().length > 0,
    run: () => void perform(leaveGroup(projectHere(), grouped())),
  },
];
