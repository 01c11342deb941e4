import { Modal } from '@mantine/core';
import { closeDialog, useDialogs } from '../ui/dialogs';
import { Playground } from './Playground';

/** A picture under a kernel that one can change, with the window at work; the kernel may become a layer. */
export function PlaygroundDialog() {
  const opened = useDialogs(state => state.open === 'playground');
  return (
    <Modal opened={opened} onClose={closeDialog} title="Convolution playground" size={1060}>
      <Playground />
    </Modal>
  );
}
