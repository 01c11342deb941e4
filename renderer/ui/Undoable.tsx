import { Button, Group, Text } from '@mantine/core';

interface Props {
  readonly message: string;
  readonly undo: () => void;
  readonly close: () => void;
}

/** A message about what was done, with the way back. */
export function Undoable({ message, undo, close }: Props) {
  const click = () => {
    close();
    undo();
  };
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{message}</Text>
      <Button variant="subtle" size="compact-xs" onClick={click}>
        Undo
      </Button>
    </Group>
  );
}
