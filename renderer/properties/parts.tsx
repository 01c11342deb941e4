import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import classes from './properties.module.css';

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

interface FoldProps {
  readonly title: string;
  /** What is set, in a word or two, beside the title. */
  readonly state: string;
  /** Whether it is open at first. */
  readonly opened: boolean;
  readonly children: ReactNode;
}

/** A section that folds. What was opened stays open while the panel is there. */
export function Fold({ title, state, opened, children }: FoldProps) {
  const [open, setOpen] = useState(opened);
  return (
    <details className={classes.section} open={open} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary className={classes.foldHead}>
        <IconChevronRight size={14} className={classes.chevron} aria-hidden />
        <h3>{title}</h3>
        <span className={classes.foldState}>{state}</span>
      </summary>
      {open && <div className={classes.foldBody}>{children}</div>}
    </details>
  );
}

/** Names and values in two columns. */
export function Facts({
  facts,
}: {
  facts: readonly { readonly name: string; readonly value: string; readonly title?: string }[];
}) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value, title }) => (
        <div key={name} title={title}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One row of a form whose control has no schema. */
export function Row({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.field}>
      <span className={classes.label}>{title}</span>
      <div className={classes.control}>{children}</div>
    </div>
  );
}
