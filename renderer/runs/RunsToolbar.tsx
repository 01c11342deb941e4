import { Button, CloseButton, TextInput, Tooltip } from '@mantine/core';
import { IconArrowsDiff, IconSearch, IconTrash } from '@tabler/icons-react';
import { isActive } from '#shared/protocol/session';
import { plural } from '../ui/format';
import { openCompare, useChoice, useTickedRuns } from './choice';
import { deleteRuns } from './manage-runs';
import { useRuns } from './runs';
import styles from './runs.module.css';

/** Above the list: search, and what can be done with the ticked runs. */
export function RunsToolbar() {
  const search = useChoice(state => state.search);
  const ticked = useTickedRuns();
  const ended = ticked.filter(({ state }) => state === 'interrupted' || !isActive(state));
  return (
    <div className={styles.toolbar}>
      <TextInput
        className={styles.search}
        aria-label="Search runs"
        placeholder="Search names, notes, settings"
        leftSection={<IconSearch size={13} />}
        value={search}
        onChange={event => useChoice.setState({ search: event.currentTarget.value })}
        rightSection={
          search !== '' && (
            <CloseButton size="xs" aria-label="Clear the search" onClick={() => useChoice.setState({ search: '' })} />
          )
        }
      />
      <span className={styles.gap} />
      {ended.length > 0 && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<IconTrash size={13} />}
          onClick={() => void deleteRuns(ended)}
        >
          Delete {ended.length}
        </Button>
      )}
      <Tooltip
        label="Tick two runs or more, to lay their curves over each other and see what differs"
        disabled={ticked.length > 1}
      >
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconArrowsDiff size={13} />}
          data-disabled={ticked.length < 2 || undefined}
          aria-disabled={ticked.length < 2}
          onClick={() => ticked.length > 1 && openCompare()}
        >
          {ticked.length > 1 ? `Compare ${plural(ticked.length, 'run')}` : 'Compare runs'}
        </Button>
      </Tooltip>
      <TrashButton />
    </div>
  );
}

/** Where there is something in the trash, the way to it. */
export function TrashButton() {
  const count = useRuns(state => state.trash.length);
  if (count === 0) return null;
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-xs"
      leftSection={<IconTrash size={13} />}
      onClick={() => useChoice.setState({ trashOpen: true })}
    >
      Trash ({count})
    </Button>
  );
}
