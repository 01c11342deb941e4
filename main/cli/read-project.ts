import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describeOpenError, parseProject } from '#shared/project/file';
import type { Project } from '#shared/project/project';
import { err, ok, type Result } from '#shared/result';
import { withPathsBeside } from '../data/own-files/paths-beside';
import { fileProblem } from '../files/file-problem';
import { type Failure, problem } from './failure';

/** Far above any real project; what is larger was not written by Receptive. In bytes. */
const MAX_PROJECT_BYTES = 64_000_000;

/** Reads the project that a command was given; data files it names may be relative to the file. The message of a failure begins with the file. */
export async function readProject(file: string): Promise<Result<Project, Failure>> {
  let text: string;
  try {
    const { size } = await stat(resolve(file));
    if (size > MAX_PROJECT_BYTES) {
      return err(problem('file/too-large', `${file}: this is not a project file, it has ${size} bytes.`));
    }
    text = await readFile(resolve(file), 'utf8');
  } catch (cause) {
    const { code, message } = fileProblem(cause, file);
    return err(problem(code, message));
  }
  const parsed = parseProject(text);
  if (parsed.ok) return ok({ ...parsed.value, data: withPathsBeside(parsed.value.data, file) });
  return err(problem(parsed.error.code, `${file}: ${describeOpenError(parsed.error)}`));
}
