import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Result } from '#shared/result';
import { leaveField } from '../canvas/focus-card';
import { useDocument } from '../document/store';
import { evaluate } from './expression';
import classes from './properties.module.css';

interface Props {
  readonly id?: string;
  readonly label: string;
  /** The value in the document, as text. */
  readonly text: string;
  /** Stands where there is no text. */
  readonly placeholder?: string | undefined;
  /** Takes what was typed into the document, or says why not. */
  readonly accept: (text: string) => Result<unknown, string>;
}

/** What a typed sum comes to, such as `= 128`; nothing where a plain number, or no number, was typed. */
function resultOf(draft: string | null): string | null {
  if (draft === null || Number.isFinite(Number(draft))) return null;
  const value = evaluate(draft);
  return value === null ? null : `= ${Number(value.toPrecision(12))}`;
}

/**
 * A text field over a value of the document. What is typed is applied at once where it is valid; what is not stays in the
 * field with the reason. Leaving the field ends the undo step; Escape takes the document's value back.
 */
export function DraftInput({ id, label, text, placeholder, accept }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [seen, setSeen] = useState(text);
  const typing = useRef(false);

  // Undo, a fix or another node changed the value under the draft: the document wins.
  if (seen !== text) {
    setSeen(text);
    if (!typing.current) {
      setDraft(null);
      setProblem(null);
    }
  }

  const type = (typed: string) => {
    typing.current = true;
    setDraft(typed);
    const accepted = accept(typed);
    setProblem(accepted.ok ? null : accepted.error);
  };
  const leave = () => {
    typing.current = false;
    if (problem === null) setDraft(null);
    useDocument.getState().endGesture();
  };

  const result = problem === null ? resultOf(draft) : null;
  return (
    <TextInput
      id={id}
      aria-label={label}
      placeholder={placeholder}
      rightSection={result && <output className={classes.result}>{result}</output>}
      rightSectionWidth={result ? result.length * 7 + 14 : undefined}
      value={draft ?? text}
      error={problem}
      spellCheck={false}
      autoComplete="off"
      onChange={event => type(event.currentTarget.value)}
      onFocus={event => event.currentTarget.select()}
      onBlur={leave}
      onKeyDown={event => {
        if (event.key === 'Enter') leaveField(event.currentTarget);
        if (event.key !== 'Escape') return;
        typing.current = false;
        setDraft(null);
        setProblem(null);
        leaveField(event.currentTarget);
      }}
    />
  );
}
