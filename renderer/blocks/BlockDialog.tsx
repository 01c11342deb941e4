import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { giveTitle, useAsked } from './make';

const close = () => useAsked.setState({ asked: null });

/** Asks what a block is to be called. */
export function BlockDialog() {
  const asked = useAsked(state => state.asked);
  return (
    <Modal
      opened={asked !== null}
      onClose={close}
      title={asked?.for === 'new' ? 'Make a block of the selection' : 'Rename the block'}
      size={380}
    >
      {asked && <Form key={asked.for} asked={asked} />}
    </Modal>
  );
}

function Form({ asked }: { asked: NonNullable<ReturnType<typeof useAsked.getState>['asked']> }) {
  const [title, setTitle] = useState(asked.title);
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        const typed = title.trim();
        if (typed === '') return;
        close();
        // The dialog gives the focus back before the new block's card may take it.
        setTimeout(() => giveTitle(asked, typed));
      }}
    >
      <TextInput
        label="Title"
        description="Every place of the block goes under it."
        value={title}
        maxLength={60}
        data-autofocus
        autoComplete="off"
        error={title.trim() === '' && 'A block has a title.'}
        onFocus={event => event.currentTarget.select()}
        onChange={event => setTitle(event.currentTarget.value)}
      />
      <Group justify="flex-end" gap={8} mt="lg">
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" disabled={title.trim() === ''}>
          {asked.for === 'new' ? 'Make the block' : 'Rename'}
        </Button>
      </Group>
    </form>
  );
}
