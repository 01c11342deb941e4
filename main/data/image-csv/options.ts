import { z } from 'zod';
import { fileOption } from '../own-files/options';
import { columnOption, headerOption, separatorOption, splitColumnOption } from '../table/options';

/** Where the pictures of a CSV file are, and what it says of them. */
export const imageCsvOptions = {
  file: fileOption('File', 'CSV: one picture a row, a column with its file, and one with its class.'),
  pictures: z.string().max(1000).default('').meta({
    title: 'Picture folder',
    description: 'The folder below that of the CSV file in which the pictures lie. Empty: beside it.',
  }),
  picture: columnOption('Picture column', 'The names of the pictures’ files. Empty: the first that looks like it.'),
  ending: z.string().max(10).default('').meta({
    title: 'Ending',
    description: 'What the names lack, such as .jpg where the file says only a number.',
  }),
  label: columnOption(
    'Label',
    'The column with the class. Empty: one that is called label, class or target, or the last.',
  ),
  part: splitColumnOption,
  header: headerOption,
  separator: separatorOption,
};
const ImageCsvOptions = z.strictObject(imageCsvOptions);
export type ImageCsvOptions = z.output<typeof ImageCsvOptions>;
