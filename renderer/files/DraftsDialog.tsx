import { Button, Group, Modal, Text } from '@mantine/core';
import { closeDialog, useDialogs } from '../ui/dialogs';
import { formatWhen, plural } from '../ui/format';
import { discardLost, openLost, useLostWork } from './autosave';
import type { StoredDraft } from './drafts';
import classes from './files.module.css';

function describe({ draft: { project, file, at } }: StoredDraft): string {
  const parts = [plural(project.graph.nodes.length, 'layer'), file ? `of ${file.name}` : 'in no file yet'];
  return [...parts, ...(at === '' ? [] : [formatWhen(at)])].join(' · ');
}

/** The unsaved work that windows left behind which were closed or crashed: one may be opened now, others later. */
export function DraftsDialog() {
  const opened = useDialogs(state => state.open === 'drafts');
  const lost = useLostWork(state => state.lost);
  return (
    <Modal opened={opened} onClose={closeDialog} title="Recover unsaved work" size={520}>
      <Text size="sm" mb={12}>
        {lost.length > 0
          ? 'These projects were open with changes that are in no file. What you do not open now stays under File → Recover unsaved work.'
          : 'There is no unsaved work of other windows.'}
      </Text>
      <ul className={classes.drafts}>
        {lost.map(stored => (
          <li key={stored.key}>
            <div>
              <strong>{stored.draft.project.name}</strong>
              <span>{describe(stored)}</span>
            </div>
            <Button
              variant="light"
              color="red"
              aria-label={`Discard ${stored.draft.project.name}`}
              onClick={() => discardLost(stored)}
            >
              Discard
            </Button>
            <Button
              aria-label={`Open ${stored.draft.project.name}`}
              onClick={() => {
                closeDialog();
                void openLost(stored);
              }}
            >
              Open
            </Button>
          </li>
        ))}
      </ul>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={closeDialog}>
          Later
        </Button>
      </Group>
    </Modal>
  );
}
