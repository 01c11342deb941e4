import { useState } from 'react';
import { evaluate } from '../properties/expression';
import { formatWeight } from './format';
import styles from './playground.module.css';
import { tint } from './tint';

/** As far as the layer's values go. */
const LARGEST = 1000;

interface WeightInputProps {
  readonly label: string;
  readonly weight: number;
  /** Of the largest weight, from -1 to 1. */
  readonly share: number;
  readonly onChange: (weight: number) => void;
}

/** One field of the kernel. What is typed counts at once where it is a number or a sum; leaving the field drops what is not. */
export function WeightInput({ label, weight, share, onChange }: WeightInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const read = (text: string): number | null => {
    const value = evaluate(text);
    return value !== null && Math.abs(value) <= LARGEST ? value : null;
  };
  const isWrong = draft !== null && read(draft) === null;
  return (
    <input
      className={styles.weight}
      style={{ background: tint(share) }}
      aria-label={label}
      aria-invalid={isWrong}
      title={isWrong ? `A number from −${LARGEST} to ${LARGEST}, or a sum such as 1/9` : undefined}
      value={draft ?? formatWeight(weight)}
      spellCheck={false}
      autoComplete="off"
      onFocus={event => event.currentTarget.select()}
      onChange={({ currentTarget }) => {
        setDraft(currentTarget.value);
        const value = read(currentTarget.value);
        if (value !== null) onChange(value);
      }}
      onBlur={() => setDraft(null)}
      onKeyDown={event => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}
