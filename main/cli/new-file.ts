import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { formatProject } from '#shared/project/file';
import type { Project } from '#shared/project/project';
import { err, ok, type Result } from '#shared/result';
import { writeFileAtomic } from '../files/atomic';
import { errorCode } from '../files/file-problem';
import { type Failure, problem } from './failure';

/** Whether a command may write the file that it was given; without `--force` not over one that exists. */
export async function mayWrite(output: string, force = false): Promise<Result<null, Failure>> {
  if (force || !(await exists(resolve(output)))) return ok(null);
  const message = `${output} exists already. Choose another name, or replace it with --force.`;
  return err(problem('file/exists', message));
}

/** @returns where it is now */
export async function writeProject(output: string, project: Project): Promise<Result<string, Failure>> {
  const file = resolve(output);
  const written = await writeFileAtomic(file, formatProject(project));
  return written.ok ? ok(file) : err(problem(written.error.code, written.error.message));
}

/** Anything that is not surely absent counts as there: it is for the write itself to say what else is wrong. */
const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    (cause: unknown) => !['ENOENT', 'ENOTDIR', 'EACCES', 'ENAMETOOLONG'].includes(errorCode(cause) ?? ''),
  );

/** A path as it can be pasted into a command. */
export const quoted = (path: string): string => (/^[\w./-]+$/.test(path) || basename(path) === '' ? path : `"${path}"`);
