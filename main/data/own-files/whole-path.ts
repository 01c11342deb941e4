import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { err, ok, type Result } from '#shared/result';
import { errorCode, fileProblem } from '../../files/file-problem';

/**
 * The absolute path that a user wrote; `~` is the home folder.
 * @param whenEmpty what to do where nothing was written, as the error
 */
export function wholePath(written: string, whenEmpty: string): Result<string, string> {
  const words = written.trim();
  if (words === '') return err(whenEmpty);
  const path = /^~($|[/\\])/.test(words) ? join(homedir(), words.slice(1)) : words;
  if (isAbsolute(path)) return ok(resolve(path));
  return err(`"${words}" is not a whole path: write it from the top, such as ${join(homedir(), 'data')}`);
}

/** The size of a file in bytes; the error is a sentence that names the file. */
export async function fileSize(path: string): Promise<Result<number, string>> {
  try {
    const found = await stat(path);
    return found.isFile() ? ok(found.size) : err(`${path}: this is a folder, not a file`);
  } catch (cause) {
    return err(fileProblem(cause, path).message);
  }
}

/** Changes whenever one of the files does: sizes and times of change. One that cannot be read counts with its error. */
export async function filesVersion(paths: readonly string[]): Promise<string> {
  const versions = await Promise.all(
    paths.map(path =>
      stat(path).then(
        ({ size, mtimeMs }) => `${path}\0${size}\0${mtimeMs}`,
        (cause: unknown) => `${path}\0${errorCode(cause)}`,
      ),
    ),
  );
  return versions.join('\n');
}
