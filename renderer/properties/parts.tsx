import type { ReactNode } from 'react';
import classes from './properties.module.css';

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Names and values in two columns. */
export function Facts({ facts }: { facts: readonly { readonly name: string; readonly value: string }[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value }) => (
        <div key={name}>
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
