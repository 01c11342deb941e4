import { z } from 'zod';
import { fileOption, splitOptions } from '../own-files/options';

/** A column of a CSV file, by its name or its number. */
export const columnOption = (title: string, description: string) =>
  z
    .string()
    .max(200)
    .default('')
    .meta({ title, format: 'column', description: `${description} By its name, or its number from 1.` });

export const separatorOption = z
  .enum(['auto', 'comma', 'semicolon', 'tab', 'bar'])
  .default('auto')
  .meta({ title: 'Separator', description: 'Between two cells. With semicolons, numbers may have a decimal comma.' });

export const headerOption = z
  .enum(['auto', 'yes', 'no'])
  .default('auto')
  .meta({ title: 'Header', description: 'Whether the first row holds the names of the columns.' });

export const splitColumnOption = columnOption(
  'Part column',
  'Holds train, val or test in each row, where the file is divided already.',
);

export const TableOptions = z.strictObject({
  file: fileOption('File', 'CSV: one sample a row, numbers in columns, and one column with the class.'),
  label: columnOption(
    'Label',
    'The column with the class, or with the number to predict. Empty: one that is called label, class or target, or the last.',
  ),
  targetKind: z.enum(['class', 'number']).default('class').meta({
    title: 'Learn',
    description:
      'A class, or numbers (regression). For numbers, the label may name several columns, separated by commas.',
  }),
  features: z.string().max(20_000).default('').meta({
    title: 'Features',
    format: 'column',
    description: 'The columns to learn from, separated by commas. Empty: all others that hold numbers.',
  }),
  standardize: z.boolean().default(true).meta({
    title: 'Standardize',
    description: 'Each column minus its mean, divided by its deviation, both of the training samples.',
  }),
  missing: z.enum(['skip', 'mean']).default('skip').meta({
    title: 'Missing values',
    description: 'Skip leaves such rows out, and lists them; mean fills in the mean of the column.',
  }),
  header: headerOption,
  separator: separatorOption,
  part: splitColumnOption,
  ...splitOptions,
});
export type TableOptions = z.infer<typeof TableOptions>;
