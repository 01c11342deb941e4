import { z } from 'zod';
import type { LoadRuntime } from '../model/tensorflow';
import type { Dataset } from './define';
import { listCsv } from './image-csv/list-csv';
import { imageCsvOptions } from './image-csv/options';
import { pictureOptions } from './image-folder/options';
import { type Means, pictureFilesDataset } from './image-folder/picture-files';

/** The user's own pictures, with their classes in a CSV file. */
export const imageCsvDataset = (loadRuntime: LoadRuntime, means?: Means): Dataset =>
  pictureFilesDataset(
    {
      id: 'image-csv',
      title: 'CSV of pictures',
      summary: 'Pictures of your own: a CSV file with the name and the class of each.',
      options: z.strictObject({ ...imageCsvOptions, ...pictureOptions }),
      place: 'file',
      list: listCsv,
      formOf: options => options,
    },
    loadRuntime,
    means,
  );
