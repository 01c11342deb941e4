import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '#shared/result';
import { fileProblem } from '../../files/file-problem';
import { requireHere } from '../../runtime/packages';

/** The text of a file of an npm package; it is looked for only when asked, so that its lack is no crash. The error is a sentence. */
export async function packageFile(name: string, file: string): Promise<Result<string, string>> {
  let folder: string;
  try {
    folder = dirname(requireHere.resolve(`${name}/package.json`));
  } catch {
    return err(`the npm package ${name} is not installed: run npm ci`);
  }
  const path = join(folder, file);
  try {
    return ok(await readFile(path, 'utf8'));
  } catch (cause) {
    return err(fileProblem(cause, path).message);
  }
}
