import { err } from '#shared/result';
import type { LoadRuntime } from '../model/tensorflow';
import type { Dataset } from './define';
import { PICTURES } from './image-folder/formats';
import { listFolder } from './image-folder/list-folder';
import { ImageFolderOptions } from './image-folder/options';
import { type Means, pictureFilesDataset } from './image-folder/picture-files';

/** The user's own pictures, one sub-folder a class. */
export const imageFolderDataset = (loadRuntime: LoadRuntime, means?: Means): Dataset =>
  pictureFilesDataset(
    {
      id: 'image-folder',
      title: 'Image folder',
      summary: 'Pictures of your own: a folder with one sub-folder for each class.',
      options: ImageFolderOptions,
      place: 'folder',
      async list({ folder }) {
        const listed = await listFolder(folder, PICTURES);
        return listed.ok ? listed : err({ option: 'folder', message: listed.error });
      },
      formOf: options => options,
    },
    loadRuntime,
    means,
  );
