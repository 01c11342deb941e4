import type { Result } from '#shared/result';
import { useDatasetInfo } from '../document/check';
import { WholeInput } from './WholeInput';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly accept: (value: string) => Result<unknown, string>;
}

/** The name of a column of the dataset's file; those that there are, are suggested. */
export function ColumnInput({ id, label, value, accept }: Props) {
  const columns = useDatasetInfo(state => state.info?.columns);
  const list = `${id}-columns`;
  return (
    <>
      <WholeInput id={id} label={label} value={value} list={columns && list} accept={accept} />
      {columns && (
        <datalist id={list}>
          {columns.map(name => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
    </>
  );
}
