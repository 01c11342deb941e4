import { dirname, resolve } from 'node:path';
import type { DataSettings } from '#shared/data/dataset';

/** The options that are paths, of the datasets of the user's own files. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  'image-folder': ['folder'],
  'image-csv': ['file'],
  table: ['file'],
  'text-folder': ['folder'],
  'text-csv': ['file'],
  idx: ['images', 'labels', 'validationImages', 'validationLabels'],
  npz: ['file', 'labels'],
};

/** For a project file whose data lie relative to it. @param file the project file */
export function withPathsBeside(data: DataSettings, file: string): DataSettings {
  const options = { ...data.options };
  for (const name of PATHS[data.dataset] ?? []) {
    const path = options[name];
    if (typeof path !== 'string' || /^\s*($|~)/.test(path)) continue;
    options[name] = resolve(dirname(resolve(file)), path.trim());
  }
  return { ...data, options };
}

export const isOwnFiles = ({ dataset }: DataSettings): boolean => dataset in PATHS;
