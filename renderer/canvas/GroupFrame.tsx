import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { plural } from '../ui/format';
import { useFar } from './far';
import classes from './GroupFrame.module.css';
import { GroupTitle } from './GroupTitle';
import { GroupToggle } from './GroupToggle';
import type { GroupNode } from './group-flow';

/** A frame around the cards of a group, which is held by its title. */
export const GroupFrame = memo(function GroupFrame({ selected, dragging, data: { group } }: NodeProps<GroupNode>) {
  const far = useFar();
  return (
    <div
      className={classes.frame}
      data-color={group.color ?? 'blue'}
      data-selected={selected || undefined}
      data-dragging={dragging || undefined}
      data-far={far || undefined}
    >
      <div className={classes.bar} data-frame-title>
        <GroupToggle group={group} />
        <GroupTitle group={group} />
        <span className={classes.count}>{plural(group.nodes.length, 'layer')}</span>
      </div>
    </div>
  );
});
