import { z } from 'zod';
import { fileOption } from '../own-files/options';
import { columnOption, headerOption, separatorOption, splitColumnOption } from '../table/options';
import { ownTextDefaults, textOptions } from './options';

export const textCsvSource = {
  file: fileOption('File', 'CSV or TSV: one text a row, and a column with its class.'),
  text: columnOption('Text column', 'Holds the texts. Empty: the one with the longest cells.'),
  label: columnOption(
    'Label',
    'The column with the class. Empty: one that is called label, class or target, or the one with the fewest different values.',
  ),
  part: splitColumnOption,
  header: headerOption,
  separator: separatorOption,
};
export const TextCsvOptions = z.strictObject({ ...textCsvSource, ...textOptions(ownTextDefaults) });
export type TextCsvOptions = z.output<typeof TextCsvOptions>;
