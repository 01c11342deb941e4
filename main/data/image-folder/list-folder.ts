import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { SkippedFile } from '#shared/data/dataset';
import { err, ok, type Result } from '#shared/result';
import { errorCode, fileProblem } from '../../files/file-problem';
import { wholePath } from '../own-files/whole-path';

/** Which files of a folder are samples, and what messages call them. */
export interface KindOfFiles {
  /** Such as `pictures`. */
  readonly noun: string;
  /** Their formats, for a folder that has none. */
  readonly formats: string;
  /** What a file's name says of it: `unsupported` is told to the user, `other` passed over. */
  kindByName(name: string): 'picture' | 'text' | 'unsupported' | 'other';
  /** Why one cannot be read, as the end of a sentence. */
  readonly notSupported: string;
}

export interface ClassFile {
  /** Relative to the folder. */
  readonly file: string;
  readonly classIndex: number;
  readonly part: 'training' | 'validation';
}

export interface ClassFolder {
  /** The absolute path. */
  readonly path: string;
  /** The names of the sub-folders, sorted. */
  readonly classes: readonly string[];
  /** By class, then by name. */
  readonly files: readonly ClassFile[];
  /** Whether the folder itself says what is for validation. Otherwise all files are listed as `training`. */
  readonly isSplit: boolean;
  readonly skipped: readonly SkippedFile[];
}

const TRAINING = ['train', 'training'];
/** The first of these that is there is for validation. */
const VALIDATION = ['val', 'valid', 'validation', 'test'];

/**
 * Finds the samples in a folder with one sub-folder a class, or with train and val (or test) and those below. Nothing is opened.
 * Hidden entries and files of another kind by their name are passed over; of links only those to files inside the folder
 * are followed. The error is a sentence for the user.
 */
export async function listFolder(folder: string, kind: KindOfFiles): Promise<Result<ClassFolder, string>> {
  const whole = wholePath(folder, `choose the folder with your ${kind.noun}, which has one sub-folder for each class`);
  if (!whole.ok) return whole;
  try {
    return await list(whole.value, kind);
  } catch (cause) {
    if (errorCode(cause) === undefined) throw cause;
    return err(fileProblem(cause, whole.value).message);
  }
}

async function list(path: string, kind: KindOfFiles): Promise<Result<ClassFolder, string>> {
  const root = await realpath(path);
  const skipped: SkippedFile[] = [];
  const top = await visibleEntries(root);
  const names = folderNames(top);
  const split = await splitFolders(root, names);
  if (!split) skipped.push(...linkedFolders(top, '', kind));
  const parts = split ?? { training: '', validation: null };
  const inTraining = await classesIn(root, parts.training, kind, skipped);
  const inValidation =
    parts.validation === null ? new Map<string, string[]>() : await classesIn(root, parts.validation, kind, skipped);

  const classes = [...inTraining.keys()].sort();
  const problem = whyNoClasses(path, kind, classes, inTraining, inValidation);
  if (problem !== null) return err(problem);
  const files = classes.flatMap((name, classIndex) => [
    ...(inTraining.get(name) ?? []).map(file => ({ file, classIndex, part: 'training' as const })),
    ...(inValidation.get(name) ?? []).map(file => ({ file, classIndex, part: 'validation' as const })),
  ]);
  return ok({ path, classes, files, isSplit: parts.validation !== null, skipped });
}

type ClassFiles = Map<string, readonly string[]>;

function whyNoClasses(
  path: string,
  { noun, formats }: KindOfFiles,
  classes: readonly string[],
  training: ClassFiles,
  validation: ClassFiles,
): string | null {
  const [only] = classes;
  if (only === undefined) {
    return `${path} has no sub-folders: put the ${noun} of each class into one that is named after the class`;
  }
  if (classes.length === 1) return `${path} has only one class (${only}): at least two are needed to tell apart`;
  const empty = classes.find(name => training.get(name)?.length === 0);
  if (empty !== undefined) {
    return `${join(path, empty)} has no ${noun} (${formats}): add some, or take the folder away`;
  }
  const unknown = [...validation.keys()].find(name => !training.has(name));
  return unknown === undefined ? null : `the class "${unknown}" has ${noun} to validate, and none to train on`;
}

const visibleEntries = async (folder: string): Promise<Dirent[]> =>
  (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.') && name !== '__MACOSX');

const folderNames = (entries: readonly Dirent[]): string[] =>
  entries.filter(entry => entry.isDirectory()).map(({ name }) => name);

/** Links look like files of no class where they stand for a folder; the user hears why they do not count. */
const linkedFolders = (entries: readonly Dirent[], below: string, { kindByName }: KindOfFiles): SkippedFile[] =>
  entries
    .filter(entry => entry.isSymbolicLink() && kindByName(entry.name) === 'other')
    .map(({ name }) => ({ file: join(below, name), reason: 'links to folders are not followed' }));

interface Parts {
  readonly training: string;
  readonly validation: string | null;
}

/** A folder is split where all its sub-folders are called so, and the one for training has sub-folders itself. */
async function splitFolders(root: string, names: readonly string[]): Promise<Parts | null> {
  const find = (wanted: readonly string[]) =>
    wanted.map(want => names.find(name => name.toLowerCase() === want)).find(found => found !== undefined);
  const training = find(TRAINING);
  const isPart = (name: string) => [...TRAINING, ...VALIDATION].includes(name.toLowerCase());
  if (training === undefined || !names.every(isPart)) return null;
  const below = folderNames(await visibleEntries(join(root, training)));
  return below.length > 0 ? { training, validation: find(VALIDATION) ?? null } : null;
}

async function classesIn(root: string, part: string, kind: KindOfFiles, skipped: SkippedFile[]): Promise<ClassFiles> {
  const files: ClassFiles = new Map();
  for (const name of folderNames(await visibleEntries(join(root, part)))) {
    files.set(name, await samplesIn(root, join(part, name), kind, skipped));
  }
  return files;
}

async function samplesIn(
  root: string,
  below: string,
  { kindByName, notSupported }: KindOfFiles,
  skipped: SkippedFile[],
): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await visibleEntries(join(root, below))) {
    const file = join(below, entry.name);
    const kind = kindByName(entry.name);
    if (kind === 'other' || entry.isDirectory()) continue;
    const reason = kind === 'unsupported' ? notSupported : entry.isSymbolicLink() ? await whyNotLink(root, file) : null;
    if (reason === null) files.push(file);
    else skipped.push({ file, reason });
  }
  return files.sort();
}

async function whyNotLink(root: string, file: string): Promise<string | null> {
  try {
    const target = await realpath(join(root, file));
    const way = relative(root, target);
    if (way.split(sep)[0] === '..' || isAbsolute(way)) return 'this link leads out of the folder';
    return (await stat(target)).isFile() ? null : 'this link leads to no file';
  } catch (cause) {
    if (errorCode(cause) === undefined) throw cause;
    return 'this link leads nowhere';
  }
}
