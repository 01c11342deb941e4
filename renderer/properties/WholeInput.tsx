import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Result } from '#shared/result';
import { useDocument } from '../document/store';

interface Props {
  readonly id: string;
  readonly label: string;
  /** The text in the document. */
  readonly value: string;
  readonly placeholder?: string;
  /** The id of a list of suggestions. */
  readonly list?: string;
  readonly accept: (value: string) => Result<unknown, string>;
}

/** A text that counts only when it is whole: on Enter or on leaving the field. Escape takes the document's value back. */
export function WholeInput({ id, label, value, placeholder, list, accept }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const take = (typed: string) => {
    const accepted = typed === value ? null : accept(typed);
    useDocument.getState().endGesture();
    setProblem(accepted && !accepted.ok ? accepted.error : null);
    setDraft(null);
  };
  return (
    <TextInput
      id={id}
      aria-label={label}
      placeholder={placeholder}
      list={list}
      title={draft ?? value}
      value={draft ?? value}
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
  );
}
