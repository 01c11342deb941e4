import { z } from 'zod';
import { err } from '#shared/result';
import type { Dataset } from './define';
import { listFolder } from './image-folder/list-folder';
import { folderOption } from './own-files/folder-option';
import { folderVersion } from './own-files/folder-version';
import { ownTextDefaults, textOptions } from './text/options';
import { readTextFolder, TEXT_FILES } from './text/read-folder';
import { textsDataset } from './text/texts-dataset';

const TextFolderOptions = z.strictObject({
  folder: folderOption(
    'One sub-folder a class with its .txt files; or sub-folders train and val (or test), each with one a class',
  ),
  ...textOptions(ownTextDefaults),
});

/** The user's own texts, one sub-folder a class. */
export const textFolderDataset = (): Dataset =>
  textsDataset({
    id: 'text-folder',
    title: 'Text folder',
    summary: 'Texts of your own: a folder with one sub-folder of .txt files for each class.',
    options: TextFolderOptions,
    ownFiles: true,
    place: 'folder',
    formOf: options => options,
    readKey: ({ folder }) => folder,
    async read({ folder }, context) {
      const listed = await listFolder(folder, TEXT_FILES);
      return listed.ok ? readTextFolder(listed.value, context) : err({ option: 'folder', message: listed.error });
    },
    async version({ folder }) {
      const listed = await listFolder(folder, TEXT_FILES);
      return listed.ok ? folderVersion(listed.value) : listed.error;
    },
  });
