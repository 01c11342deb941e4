import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { zipSync } from 'fflate';
import type { ExportedFile } from '#shared/protocol/requests';
import { err, ok, type Result } from '#shared/result';
import { buildFolderAtomic, writeFileAtomic } from '../files/atomic';
import { errorCode, type FileProblem, fileProblem } from '../files/file-problem';

export type WriteExportProblem =
  | FileProblem
  | { readonly code: 'export/folder-in-use'; readonly path: string; readonly message: string };

/**
 * Saves an export whole or not at all. One file is written as `path`; several become a folder of that name, or one archive
 * where `path` ends in `.zip`. A file, or a folder that holds nothing but an earlier export, is replaced; any other folder is not.
 * @returns the files written
 */
export async function writeExport(
  files: readonly ExportedFile[],
  path: string,
): Promise<Result<readonly string[], WriteExportProblem>> {
  const [only, ...others] = files;
  if (only && others.length === 0) return writeOne(path, only.bytes);
  if (path.toLowerCase().endsWith('.zip')) return writeOne(path, archive(files));
  const free = await checkFolder(path, files);
  if (!free.ok) return free;
  return buildFolderAtomic<readonly string[], never>(resolve(path), async aside => {
    for (const file of files) {
      const target = join(aside, file.path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, file.bytes, { flush: true });
    }
    return ok(files.map(file => join(path, file.path)));
  });
}

async function writeOne(path: string, bytes: Uint8Array): Promise<Result<readonly string[], FileProblem>> {
  const written = await writeFileAtomic(path, bytes);
  return written.ok ? ok([path]) : written;
}

const archive = (files: readonly ExportedFile[]): Uint8Array =>
  zipSync(Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])));

/** Whether a folder may be replaced: there is none, it is empty, or all it holds are files as this export has. */
async function checkFolder(
  path: string,
  files: readonly ExportedFile[],
): Promise<Result<undefined, WriteExportProblem>> {
  if (resolve(path) === process.cwd()) {
    // It would be replaced under the feet of the shell.
    const message = `${path}: this is the folder you are in; name another, which need not exist yet.`;
    return err({ code: 'export/folder-in-use', path, message });
  }
  let names: readonly string[];
  try {
    names = await readdir(path);
  } catch (cause) {
    return errorCode(cause) === 'ENOENT' ? ok(undefined) : err(fileProblem(cause, path));
  }
  // An earlier export of another size has another number of parts.
  const anyNumber = (name: string): string => name.replace(/\d+/g, '0');
  const expected = new Set(files.map(file => anyNumber(file.path)));
  const foreign = names.find(name => !expected.has(anyNumber(name)));
  if (foreign === undefined) return ok(undefined);
  const message = `${path}: this folder holds other files (such as ${foreign}); choose a new or an empty folder.`;
  return err({ code: 'export/folder-in-use', path, message });
}
