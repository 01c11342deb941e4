import { guessLabel } from '../data/label-column';
import { type CodeData, textOption } from './target';

export interface TableColumns {
  readonly label: string;
  readonly features: readonly string[];
  /** Empty where the file does not divide its rows. */
  readonly part: string;
  readonly hasHeader: boolean;
}

/** The columns of a CSV file that a program reads, by name. */
export function tableColumns(data: CodeData): TableColumns {
  const { info } = data;
  const columns = info?.columns ?? [];
  const named = (wanted: string): string => {
    const exact = columns.find(name => name === wanted);
    const alike = exact ?? columns.find(name => name.toLowerCase() === wanted.toLowerCase());
    return alike ?? columns[Number(wanted) - 1] ?? wanted;
  };
  const part = textOption(data, 'part');
  const label = textOption(data, 'label');
  const taken = part === '' ? [] : [columns.indexOf(named(part))];
  const known = info?.features?.map(({ name }) => name);
  return {
    label: label === '' ? (columns[guessLabel(columns, taken)] ?? 'label') : named(label),
    features:
      known ??
      textOption(data, 'features')
        .split(',')
        .map(name => named(name.trim()))
        .filter(name => name !== ''),
    part: part === '' ? '' : named(part),
    hasHeader:
      textOption(data, 'header', 'auto') === 'yes' ||
      !columns.every((name, i) => name === `column ${i + 1}`) ||
      columns.length === 0,
  };
}
