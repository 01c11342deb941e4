import { ActionIcon, Button, Modal, TextInput, VisuallyHidden } from '@mantine/core';
import { IconArrowBackUp, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { closeDialog, useDialogs } from '../ui/dialogs';
import { fuzzyFilter } from '../ui/fuzzy';
import type { Action } from './action';
import { bind, isRebound, keysOf, othersWith, resetAllBindings, resetBinding, unbind, useBindings } from './bindings';
import { Keys } from './Keys';
import classes from './KeysDialog.module.css';
import { keysPressed, keyText } from './keys';
import { actions, menuTitle } from './list';

/** A key that was pressed for an action but belongs to others. */
interface Conflict {
  readonly key: string;
  readonly others: readonly Action[];
}

function KeyButton({ action, onTaken }: { action: Action; onTaken: (conflict: Conflict | null) => void }) {
  const keys = keysOf(action, useBindings());
  const [listening, setListening] = useState(false);
  const take = (key: string) => {
    setListening(false);
    const others = othersWith(actions, key, action);
    onTaken(others.length > 0 ? { key, others } : null);
    if (others.length === 0) bind(actions, action, key);
  };
  return (
    <button
      type="button"
      className={classes.key}
      data-listening={listening || undefined}
      // While it listens, Escape is its own, not the dialog's.
      data-mantine-stop-propagation={listening || undefined}
      onClick={() => {
        onTaken(null);
        setListening(true);
      }}
      onBlur={() => setListening(false)}
      onKeyDown={event => {
        if (!listening) return;
        const key = keysPressed(event.nativeEvent);
        if (event.key === 'Tab') return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === 'Escape') setListening(false);
        else if (key !== null) take(key);
      }}
      // A button is also clicked when Space is let go: by then Space is the new key.
      onKeyUp={event => listening && event.preventDefault()}
    >
      <VisuallyHidden>
        {listening ? `Press the new keys for ${action.label}` : `Keys of ${action.label}: change`}
      </VisuallyHidden>
      {listening && <span className={classes.hint}>Press keys… (Esc: leave it)</span>}
      {!listening && keys.length === 0 && <span className={classes.hint}>none</span>}
      {!listening && keys.map(key => <Keys key={key} keys={key} />)}
    </button>
  );
}

function Row({ action }: { action: Action }) {
  const bindings = useBindings();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const key = conflict && keyText(conflict.key);
  return (
    <li className={classes.row}>
      <span>
        {action.label} <span className={classes.menu}>{menuTitle(action)}</span>
      </span>
      <KeyButton action={action} onTaken={setConflict} />
      <ActionIcon
        size={22}
        aria-label={`Take the keys from ${action.label}`}
        title="No keys"
        disabled={keysOf(action, bindings).length === 0}
        onClick={() => unbind(action)}
      >
        <IconX size={13} />
      </ActionIcon>
      <ActionIcon
        size={22}
        aria-label={`Reset the keys of ${action.label}`}
        title="Reset"
        disabled={!isRebound(action, bindings)}
        onClick={() => resetBinding(actions, action)}
      >
        <IconArrowBackUp size={14} />
      </ActionIcon>
      {conflict && (
        <div className={classes.conflict} role="alert">
          <span>
            {key} belongs to “{conflict.others.map(other => other.label).join('”, “')}”.
          </span>
          <Button
            size="compact-xs"
            onClick={() => {
              bind(actions, action, conflict.key);
              setConflict(null);
            }}
          >
            Use it here
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setConflict(null)}>
            Leave it
          </Button>
        </div>
      )}
    </li>
  );
}

function Rows() {
  const [query, setQuery] = useState('');
  const changed = useBindings(state => Object.keys(state.keys).length > 0);
  const found = fuzzyFilter(actions, query, action => [action.label, menuTitle(action)]);
  return (
    <>
      <div className={classes.head}>
        <TextInput
          aria-label="Find a command"
          placeholder="Find a command"
          data-autofocus
          value={query}
          onChange={event => setQuery(event.currentTarget.value)}
        />
        <Button variant="default" disabled={!changed} onClick={resetAllBindings}>
          Reset all
        </Button>
      </div>
      <ul className={classes.rows}>
        {found.map(action => (
          <Row key={action.id} action={action} />
        ))}
      </ul>
      {found.length === 0 && <p className={classes.none}>No command has this name.</p>}
    </>
  );
}

/** Where every command's keys can be changed; they are remembered for this user, not in the project. */
export function KeysDialog() {
  const opened = useDialogs(state => state.open === 'keys');
  return (
    <Modal opened={opened} onClose={closeDialog} title="Change the keys" size={580}>
      <Rows />
    </Modal>
  );
}
