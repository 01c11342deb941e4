import type { EngineError } from '#shared/protocol/errors';
import { err, ok, type Result } from '#shared/result';
import { errorCode, type FileProblem, fileProblem } from '../files/file-problem';

export type FileFailed = Extract<EngineError, { code: 'file/failed' }>;

/** A file problem as the protocol tells it: the path apart from the words. */
export function fileFailed({ code, path, message }: FileProblem): FileFailed {
  const words = message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message;
  return { code: 'file/failed', path, reason: code, message: words };
}

/** Runs a file operation; what the system refuses comes back as data, anything else is a bug and thrown on. */
export async function attempt<T>(path: string, work: () => Promise<T>): Promise<Result<T, FileFailed>> {
  try {
    return ok(await work());
  } catch (cause) {
    if (errorCode(cause) === undefined) throw cause;
    return err(fileFailed(fileProblem(cause, path)));
  }
}
