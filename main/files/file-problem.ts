/** Why a file or folder could not be read or written. */
export type FileProblem = {
  readonly code:
    | 'file/no-space'
    | 'file/denied'
    | 'file/read-only'
    | 'file/missing'
    | 'file/not-a-folder'
    | 'file/is-a-folder'
    | 'file/name-too-long'
    | 'file/too-many-open'
    | 'file/io';
  readonly path: string;
  /** One sentence that names the path and the way out. */
  readonly message: string;
};

const known: Record<string, readonly [FileProblem['code'], string]> = {
  ENOSPC: ['file/no-space', 'the disk is full; free some space and try again'],
  EDQUOT: ['file/no-space', 'your disk quota is used up; free some space and try again'],
  EACCES: ['file/denied', 'permission denied; check who owns it, or choose another place'],
  EPERM: ['file/denied', 'not permitted; check who owns it and whether another program has it open'],
  EROFS: ['file/read-only', 'the file system is read-only; choose another place'],
  ENOENT: ['file/missing', 'no such file or folder'],
  ENOTDIR: ['file/not-a-folder', 'a part of this path is a file, not a folder'],
  EISDIR: ['file/is-a-folder', 'this is a folder, not a file'],
  ENAMETOOLONG: ['file/name-too-long', 'the name is too long for this file system; choose a shorter one'],
  EMFILE: ['file/too-many-open', 'too many files are open; close some programs and try again'],
  ENFILE: ['file/too-many-open', 'too many files are open; close some programs and try again'],
};

/** The system error code (`ENOSPC`, …) that a Node error carries, or undefined. */
export function errorCode(cause: unknown): string | undefined {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return undefined;
  return typeof cause.code === 'string' ? cause.code : undefined;
}

/**
 * Words the error of a failed file operation. Anything that is not a system error is a bug and thrown on.
 * @param path the file or folder that the user knows, not the temporary name beside it
 */
export function fileProblem(cause: unknown, path: string): FileProblem {
  const code = errorCode(cause);
  if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) throw cause;
  const [problem, words] = known[code] ?? ['file/io', `the system reports ${code}`];
  return { code: problem, path, message: `${path}: ${words}.` };
}
