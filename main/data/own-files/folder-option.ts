import { z } from 'zod';

/** Where a dataset's folder is. @param holds what must lie in it, as a sentence without its end */
export const folderOption = (holds: string) =>
  z
    .string()
    .max(4096)
    .default('')
    .meta({
      title: 'Folder',
      format: 'folder',
      description: `${holds}. The whole path, on the machine of the engine; ~ is the home folder. On the command line also relative to the project file.`,
    });
