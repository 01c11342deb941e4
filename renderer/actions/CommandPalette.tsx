import { Modal } from '@mantine/core';
import { useState } from 'react';
import { closeDialog, useDialogs } from '../ui/dialogs';
import { fuzzyFilter } from '../ui/fuzzy';
import { Listbox } from '../ui/Listbox';
import classes from './actions.module.css';
import { keysOf } from './bindings';
import { Keys } from './Keys';
import { actions, menuTitle, runAction } from './list';

/** Every action that can be done now, found by a few letters. */
export function CommandPalette() {
  const opened = useDialogs(state => state.open === 'commands');
  return (
    <Modal.Root opened={opened} onClose={closeDialog} padding={0} size={520} yOffset="14vh">
      <Modal.Overlay />
      <Modal.Content aria-label="All commands">
        <Search />
      </Modal.Content>
    </Modal.Root>
  );
}

function Search() {
  const [query, setQuery] = useState('');
  // Not deferred: Enter picks the first one, which must be what the words just typed mean.
  const found = fuzzyFilter(
    actions.filter(action => action.id !== 'help.commands' && action.enabled()),
    query,
    action => [action.label, menuTitle(action)],
  );
  return (
    <Listbox
      label="Commands"
      placeholder="What do you want to do?"
      query={query}
      onQuery={setQuery}
      items={found}
      keyOf={action => action.id}
      none="No command has this name."
      onPick={action => {
        closeDialog();
        // The dialog gives the focus back before the action may move it.
        setTimeout(() => runAction(action));
      }}
      render={action => {
        const [key] = keysOf(action);
        return (
          <>
            {action.icon ? <action.icon size={15} stroke={1.75} aria-hidden /> : <span className={classes.noIcon} />}
            <span>{action.label}</span>
            <span className={classes.origin}>{menuTitle(action)}</span>
            {key && <Keys keys={key} />}
          </>
        );
      }}
    />
  );
}
