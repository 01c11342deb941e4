import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DataSettings } from '#shared/data/dataset';
import type { EngineError } from '#shared/protocol/errors';
import { err, ok, type Result } from '#shared/result';
import { fileProblem } from '../files/file-problem';
import { looksLikeIdx } from './arrays/idx-array';
import { isGzip, readBytes, readHead } from './arrays/read-bytes';
import { openPictureCsv, pictureColumn } from './image-csv/list-csv';
import { kindByName } from './image-folder/formats';
import { wholePath } from './own-files/whole-path';
import { holdsTexts } from './text/csv-columns';
import { openTextCsv } from './text/read-csv';
import { TEXT_FILES } from './text/read-folder';

type RecognizeError = Extract<EngineError, { code: 'data/unreadable' | 'data/unrecognized' }>;

/** So much of a packed file is unpacked to see what is in it, at most. */
const MOST_PACKED = 2 ** 30;

/**
 * The dataset that a file or folder is, by its ending and what is in it.
 * @param path the whole path; `~` is the home folder
 */
export async function recognize(path: string): Promise<Result<DataSettings, RecognizeError>> {
  const whole = wholePath(path, 'choose a file or a folder');
  if (!whole.ok) return err(unreadable(path, whole.error));
  try {
    const found = await stat(whole.value);
    const settings = found.isDirectory() ? await folderSettings(whole.value) : await fileSettings(whole.value);
    return settings ? ok(settings) : err({ code: 'data/unrecognized', path: whole.value });
  } catch (cause) {
    return err(unreadable(whole.value, fileProblem(cause, whole.value).message.slice(whole.value.length + 2)));
  }
}

const unreadable = (file: string, message: string): RecognizeError => ({
  code: 'data/unreadable',
  dataset: basename(file),
  file,
  message,
});

const settings = (dataset: string, options: DataSettings['options']): DataSettings => ({ dataset, options });

/** Sub-folders are classes; a folder without any may hold IDX files, or a CSV file. */
async function folderSettings(folder: string): Promise<DataSettings | null> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter(entry => entry.isFile()).map(({ name }) => name);
  const images = names.find(name => /train.*images/i.test(name)) ?? names.find(name => /images.*idx/i.test(name));
  const idx = images === undefined ? null : await fileSettings(join(folder, images));
  if (idx?.dataset === 'idx') return idx;
  const tables = names.filter(name => /\.[ct]sv$/i.test(name));
  const [table] = tables;
  const onlyTable = table !== undefined && tables.length === 1 ? await fileSettings(join(folder, table)) : null;
  if (onlyTable?.dataset === 'image-csv') return onlyTable;
  if (await holdsTextFiles(folder)) return settings('text-folder', { folder });
  return onlyTable?.dataset === 'text-csv' ? onlyTable : settings('image-folder', { folder });
}

/** Files that are looked at, at most, to see which kind there is more of. */
const LOOKED_AT = 500;

/** Whether there are more texts than pictures one or two folders down. */
async function holdsTextFiles(folder: string): Promise<boolean> {
  let [texts, pictures] = [0, 0];
  const look = async (below: string, depth: number): Promise<void> => {
    const entries = await readdir(below, { withFileTypes: true });
    for (const entry of entries.slice(0, LOOKED_AT)) {
      if (entry.isDirectory() && depth < 2 && !entry.name.startsWith('.'))
        await look(join(below, entry.name), depth + 1);
      if (depth === 0 || entry.isDirectory()) continue;
      if (TEXT_FILES.kindByName(entry.name) === 'text') texts++;
      else if (kindByName(entry.name) === 'picture') pictures++;
    }
  };
  await look(folder, 0);
  return texts > pictures;
}

async function fileSettings(file: string): Promise<DataSettings | null> {
  if (/\.np[zy]$/i.test(file)) return settings('npz', { file });
  const head = await readHead(file, 4);
  if (looksLikeIdx(head) || (isGzip(head) && (await isPackedIdx(file)))) return settings('idx', { images: file });
  if (!/\.(csv|tsv|tab|txt|data)$/i.test(file)) return null;
  const opened = await openPictureCsv(file, { separator: 'auto', header: 'auto' });
  if (!opened.ok) return null;
  if (pictureColumn(opened.value.header) !== undefined) return settings('image-csv', { file });
  const asTexts = await openTextCsv(file, { separator: 'auto', header: 'auto' });
  return settings(asTexts.ok && holdsTexts(asTexts.value.header) ? 'text-csv' : 'table', { file });
}

async function isPackedIdx(file: string): Promise<boolean> {
  const bytes = await readBytes(file, MOST_PACKED);
  return bytes.ok && looksLikeIdx(bytes.value);
}
