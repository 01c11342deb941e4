import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Result } from '#shared/result';
import { useDocument } from '../document/store';
import classes from './properties.module.css';

interface Props {
  readonly id: string;
  readonly label: string;
  /** The folder in the document. */
  readonly path: string;
  readonly accept: (path: string) => Result<unknown, string>;
}

/**
 * A folder's path, typed or, on the desktop, chosen in the native dialog. What is typed counts when it is whole: on Enter or on
 * leaving the field. Escape takes the document's value back.
 */
export function FolderInput({ id, label, path, accept }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const bridge = window.receptive;

  const take = (chosen: string) => {
    const accepted = chosen === path ? null : accept(chosen);
    useDocument.getState().endGesture();
    setProblem(accepted && !accepted.ok ? accepted.error : null);
    setDraft(null);
  };
  const choose = async () => {
    const chosen = await bridge?.files.chooseFolder();
    if (chosen) take(chosen);
  };
  return (
    <div className={classes.folder}>
      <TextInput
        id={id}
        aria-label={label}
        placeholder="/home/me/pictures"
        title={draft ?? path}
        value={draft ?? path}
        error={problem}
        spellCheck={false}
        autoComplete="off"
        onChange={event => setDraft(event.currentTarget.value)}
        onBlur={() => draft !== null && take(draft.trim())}
        onKeyDown={event => {
          if (event.key === 'Escape') setDraft(null);
          if (event.key === 'Enter' && draft !== null) take(draft.trim());
        }}
      />
      {bridge && (
        <Button variant="default" size="xs" onClick={() => void choose()}>
          Choose…
        </Button>
      )}
    </div>
  );
}
