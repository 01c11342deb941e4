import { Modal } from '@mantine/core';
import { colorSelection, selectedThings } from '../actions/selection';
import { useView } from '../app/view';
import { useProjectHere } from '../document/level';
import { closeDialog, useDialogs } from '../ui/dialogs';
import { plural } from '../ui/format';
import { ColorSwatches } from './ColorSwatches';
import { colorOfAll } from './color-of-all';

function SelectionSwatches() {
  const value = useProjectHere(here => colorOfAll(here, selectedThings()));
  return (
    <ColorSwatches
      label="Color"
      value={value}
      onPick={color => {
        colorSelection(color);
        closeDialog();
      }}
    />
  );
}

/** Colors what is selected, from anywhere. */
export function ColorDialog() {
  const opened = useDialogs(state => state.open === 'color');
  const count = useView(() => selectedThings().length);
  return (
    <Modal opened={opened} onClose={closeDialog} title={`Color ${plural(count, 'thing')} selected`} size={300}>
      <SelectionSwatches />
    </Modal>
  );
}
