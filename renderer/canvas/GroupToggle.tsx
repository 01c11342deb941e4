import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { NodeGroup } from '#shared/project/groups';
import classes from './GroupFrame.module.css';
import { toggleGroup } from './toggle-group';

/** Folds a group into one card, and opens it again. */
export function GroupToggle({ group: { id, title, collapsed } }: { readonly group: NodeGroup }) {
  const Icon = collapsed ? IconChevronRight : IconChevronDown;
  return (
    <button
      type="button"
      className={`nodrag nopan ${classes.toggle}`}
      aria-expanded={!collapsed}
      aria-label={collapsed ? `Expand ${title}` : `Collapse ${title}`}
      title={collapsed ? 'Expand the group' : 'Collapse the group'}
      onDoubleClick={event => event.stopPropagation()}
      onClick={() => toggleGroup(id)}
    >
      <Icon size={15} stroke={2} aria-hidden />
    </button>
  );
}
