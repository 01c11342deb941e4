import type { ReactNode } from 'react';
import type { Field } from './fields';
import { Fold } from './parts';

interface Props<Row> {
  readonly rows: readonly Row[];
  readonly fieldOf: (row: Row) => Field;
  readonly isSet: (row: Row) => boolean;
  readonly draw: (row: Row) => ReactNode;
  /** What the form is of: another one opens and folds anew. */
  readonly name: string;
}

/** The rarer part of a form: a fold for each section that the schema names, open at first where something is set. */
export function FoldedFields<Row>({ rows, fieldOf, isSet, draw, name }: Props<Row>) {
  const titles = new Set(rows.flatMap(row => fieldOf(row).section ?? []));
  return [...titles].map(title => {
    const own = rows.filter(row => fieldOf(row).section === title);
    const set = own.filter(isSet).length;
    return (
      <Fold key={`${name} ${title}`} title={title} state={set === 0 ? 'defaults' : `${set} set`} opened={set > 0}>
        {own.map(draw)}
      </Fold>
    );
  });
}
