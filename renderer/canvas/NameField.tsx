import { useRef } from 'react';
import { tell } from '../ui/tell';
import { stopNaming } from './naming';
import { useDraft } from './use-draft';

interface Props {
  /** Of what is being named. */
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly maxLength: number;
  readonly spellCheck: boolean;
  readonly className: string | undefined;
  /** @returns what is wrong with it; `null` where it was taken */
  take(name: string): string | null;
}

/**
 * A name that is written in place: taken on Enter and on leaving the field, given up on Escape. On Enter one that cannot be is said
 * and stays to be mended; on leaving it is given up. The card gets the focus back.
 */
export function NameField({ id, name, label, maxLength, spellCheck, className, take }: Props) {
  const { ref, draft, setDraft } = useDraft<HTMLInputElement>(name);
  const left = useRef(false);
  const leave = () => {
    left.current = true;
    const card = ref.current?.closest<HTMLElement>('.react-flow__node');
    stopNaming(id);
    card?.focus({ preventScroll: true });
  };
  const finish = (mayStay: boolean) => {
    if (left.current) return;
    const problem = take(draft);
    if (problem !== null) tell.refused(problem);
    if (problem === null || !mayStay) leave();
  };
  return (
    <input
      ref={ref}
      className={`nodrag nopan ${className}`}
      aria-label={label}
      value={draft}
      size={Math.max(8, draft.length)}
      maxLength={maxLength}
      spellCheck={spellCheck}
      autoComplete="off"
      onChange={event => setDraft(event.currentTarget.value)}
      onBlur={() => finish(false)}
      onDoubleClick={event => event.stopPropagation()}
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(true);
        if (event.key === 'Escape') leave();
      }}
    />
  );
}
