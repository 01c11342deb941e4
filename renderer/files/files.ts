import type { Result } from '#shared/result';

/** A file that the document came from, or was saved to. */
export interface FileRef {
  /** What the file is called, without folders. */
  readonly name: string;
  /** Where it is: a path on the desktop, a name in the workspace of a served studio. */
  readonly path: string;
  /** Changes whenever the file does; saving with an old one is refused, so that nobody's change is overwritten. */
  readonly revision: string;
}

export interface OpenedFile {
  readonly file: FileRef;
  readonly text: string;
}

export interface FileFailure {
  readonly code: 'changed' | 'taken' | 'failed';
  readonly message: string;
}

/** `null`: the user turned away. */
export type Opened = Result<OpenedFile, FileFailure> | null;
export type Saved = Result<FileRef, FileFailure> | null;

/** Where projects live: two hosts implement it, the desktop app and the served page. */
export interface Files {
  /** Lets the user choose a file, and reads it. */
  open(): Promise<Opened>;
  /** Reads a file that is known. */
  read(path: string): Promise<Opened>;
  /** Writes atomically. `file` as it was opened; `null` lets the user choose where to. */
  save(file: FileRef | null, suggestedName: string, text: string): Promise<Saved>;
  /** Writes over whatever is there now; only after the user has said so. */
  overwrite(file: FileRef, text: string): Promise<Saved>;
}
