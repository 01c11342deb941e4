import type { Dataset } from './define';
import { filesVersion } from './own-files/whole-path';
import { TextCsvOptions, textCsvSource } from './text/csv-options';
import { readTextCsv } from './text/read-csv';
import { textsDataset } from './text/texts-dataset';

/** The user's own texts, with their classes in a CSV file. */
export const textCsvDataset = (): Dataset =>
  textsDataset({
    id: 'text-csv',
    title: 'CSV of texts',
    summary: 'Texts of your own: a CSV file with a text and its class in each row.',
    options: TextCsvOptions,
    ownFiles: true,
    place: 'label',
    formOf: options => options,
    readKey: options => Object.keys(textCsvSource).map(name => [name, Reflect.get(options, name)]),
    read: readTextCsv,
    version: ({ file }) => filesVersion([file]),
  });
