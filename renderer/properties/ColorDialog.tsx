import { Modal } from '@mantine/core';
import { colorSelection, selectedThings } from '../actions/selection';
import { useProjectHere } from '../document/level';
import { closeDialog, useDialogs } from '../ui/dialogs';
import { plural } from '../ui/format';
import { ColorSwatches } from './ColorSwatches';
import { colorOfAll } from './color-of-all';

/** Colors what is selected, from anywhere. */
export function ColorDialog() {
  const opened = useDialogs(state => state.open === 'color');
  const project = useProjectHere(here => here);
  const ids = selectedThings();
  return (
    <Modal opened={opened} onClose={closeDialog} title={`Color ${plural(ids.length, 'thing')} selected`} size={300}>
      <ColorSwatches
        label="Color"
        value={colorOfAll(project, ids)}
        onPick={color => {
          colorSelection(color);
          closeDialog();
        }}
      />
    </Modal>
  );
}
