import { Tooltip } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import type { NodeId } from '#shared/graph/graph';
import { useProjectHere } from '../document/level';
import classes from './NodeNote.module.css';

/** A mark on the card of a node that something is said of; under the pointer, what. */
export function NodeNote({ id }: { id: NodeId }) {
  const note = useProjectHere(project => project.layout[id]?.note);
  if (note === undefined) return null;
  return (
    <Tooltip label={note} multiline maw={320} classNames={{ tooltip: classes.tooltip }}>
      <span className={classes.mark} role="img" aria-label={`Note: ${note}`}>
        <IconNote size={14} aria-hidden />
      </span>
    </Tooltip>
  );
}
