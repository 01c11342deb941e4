import { Button, Group, Modal, ScrollArea, Table, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { formatCount, formatWhen } from '../ui/format';
import { useChoice } from './choice';
import { emptyTrash, restoreRuns } from './manage-runs';
import { useRuns } from './runs';

const close = () => useChoice.setState({ trashOpen: false });

/** The deleted runs: to be restored, or removed for good. */
export function TrashDialog() {
  const opened = useChoice(state => state.trashOpen);
  const trash = useRuns(state => state.trash);
  return (
    <Modal opened={opened} onClose={close} title="Trash" size={520}>
      {trash.length === 0 ? (
        <Text size="sm" c="dimmed">
          The trash is empty.
        </Text>
      ) : (
        <>
          <ScrollArea.Autosize mah="55vh" type="auto">
            <Table verticalSpacing={3} horizontalSpacing={6} fz={12}>
              <Table.Tbody>
                {trash.map(run => (
                  <Table.Tr key={run.run}>
                    <Table.Td fw={500}>{run.name}</Table.Td>
                    <Table.Td>{formatWhen(run.startedAt)}</Table.Td>
                    <Table.Td>{formatCount(run.step)} steps</Table.Td>
                    <Table.Td ta="right">
                      <Button
                        variant="subtle"
                        size="compact-xs"
                        leftSection={<IconArrowBackUp size={13} />}
                        aria-label={`Restore ${run.name}`}
                        onClick={() => void restoreRuns([run.run])}
                      >
                        Restore
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollArea.Autosize>
          <Group justify="flex-end" mt="md">
            <Button variant="light" color="red" onClick={() => void emptyTrash()}>
              Empty the trash…
            </Button>
          </Group>
        </>
      )}
    </Modal>
  );
}
