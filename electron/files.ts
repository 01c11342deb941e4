import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { writeFileAtomic } from '#main/files/atomic';
import { errorCode, fileProblem } from '#main/files/file-problem';
import type { DesktopBridge, DesktopFile, DesktopFileError } from '#shared/hosts/desktop-bridge';
import { FILE_ENDING } from '#shared/project/project';
import type { RecentFiles } from './recent-files';

type SaveProject = Parameters<DesktopBridge['files']['saveProject']>[0];
type SaveBytes = Parameters<DesktopBridge['files']['saveBytes']>[0];
type Saved = { path: string; revision: string };

/** Far above any real project; what is larger was not written by Receptive. In bytes. */
const MAX_PROJECT_BYTES = 64_000_000;

const failed = (code: DesktopFileError['error']['code'], message: string): DesktopFileError => ({
  error: { code, message },
});

function failure(cause: unknown, path: string): DesktopFileError {
  return failed(errorCode(cause) === 'ENOENT' ? 'file/not-found' : 'file/failed', fileProblem(cause, path).message);
}

/** The same bytes have the same revision, so a file that was only touched does not count as changed. */
const revisionOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Reads and writes files for the page, only where the user pointed: in a dialog, on the command line, by dropping a file or
 * by having done so before.
 */
export interface ProjectFiles {
  openProject(): Promise<DesktopFile | DesktopFileError | null>;
  readProject(path: string): Promise<DesktopFile | DesktopFileError>;
  saveProject(request: SaveProject): Promise<Saved | DesktopFileError | null>;
  saveBytes(request: SaveBytes): Promise<{ path: string } | DesktopFileError | null>;
  chooseFolder(): Promise<string | null>;
  chooseFile(): Promise<string | null>;
  recent(): Promise<readonly string[]>;
  /** The user pointed at this file. */
  allow(path: string): void;
}

export function createProjectFiles(window: () => BrowserWindow, recentFiles: RecentFiles): ProjectFiles {
  const allowed = new Set<string>();
  const isAllowed = (path: string) => allowed.has(resolve(path)) || recentFiles.has(resolve(path));
  const filters = [{ name: 'Receptive projects', extensions: [FILE_ENDING.slice(1), 'json'] }];

  async function read(path: string): Promise<DesktopFile | DesktopFileError> {
    try {
      const { size } = await stat(path);
      if (size > MAX_PROJECT_BYTES) {
        return failed('file/too-large', `${path}: this is not a project file, it has ${size} bytes.`);
      }
      const bytes = await readFile(path);
      await recentFiles.add(path);
      return { path, text: bytes.toString('utf8'), revision: revisionOf(bytes) };
    } catch (cause) {
      return failure(cause, path);
    }
  }

  async function write(path: string, text: string): Promise<Saved | DesktopFileError> {
    const written = await writeFileAtomic(path, text);
    if (!written.ok) return failed('file/failed', written.error.message);
    allowed.add(path);
    await recentFiles.add(path);
    return { path, revision: revisionOf(text) };
  }

  /** `null` where the user cancels. */
  async function askWhere(suggestedName: string, ending: string | null): Promise<string | null> {
    const { canceled, filePath } = await dialog.showSaveDialog(window(), {
      // A bare name: the system's dialog begins in the folder that was used last.
      defaultPath: basename(suggestedName),
      ...(ending === null ? {} : { filters }),
    });
    if (canceled || !filePath) return null;
    if (ending === null || filePath.endsWith('.json')) return resolve(filePath);
    const complete = resolve(`${filePath}${ending}`);
    // The dialog asked about the name as it was typed, not about this one.
    return (await exists(complete)) && !(await mayReplace(complete)) ? null : complete;
  }

  async function mayReplace(path: string): Promise<boolean> {
    const { response } = await dialog.showMessageBox(window(), {
      type: 'question',
      message: `${basename(path)} exists already. Replace it?`,
      buttons: ['Replace', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
    });
    return response === 0;
  }

  async function choose(what: 'openFile' | 'openDirectory'): Promise<string | null> {
    const { canceled, filePaths } = await dialog.showOpenDialog(window(), { properties: [what] });
    const [path] = filePaths;
    return canceled || path === undefined ? null : resolve(path);
  }

  return {
    async openProject() {
      const { canceled, filePaths } = await dialog.showOpenDialog(window(), { properties: ['openFile'], filters });
      const [path] = filePaths;
      if (canceled || path === undefined) return null;
      allowed.add(resolve(path));
      return read(resolve(path));
    },
    async readProject(path) {
      if (isAllowed(path)) return read(resolve(path));
      return failed('file/failed', `${path}: Receptive reads only files that you opened. Choose it with Open.`);
    },
    async saveProject({ path, suggestedName, text, revision }) {
      if (path === null) {
        const chosen = await askWhere(suggestedName, FILE_ENDING);
        return chosen === null ? null : write(chosen, text);
      }
      if (!isAllowed(path)) {
        return failed('file/failed', `${path}: Receptive writes only files that you chose. Use Save as.`);
      }
      const changed = revision === null ? null : await changedSince(resolve(path), revision);
      return changed ?? write(resolve(path), text);
    },
    async saveBytes({ suggestedName, bytes }) {
      const path = await askWhere(suggestedName, null);
      if (path === null) return null;
      const written = await writeFileAtomic(path, bytes);
      return written.ok ? { path } : failed('file/failed', written.error.message);
    },
    chooseFolder: () => choose('openDirectory'),
    chooseFile: () => choose('openFile'),
    recent: () => recentFiles.list(),
    allow: path => void allowed.add(resolve(path)),
  };
}

/** An error where the file is not what it was. One that is gone may be written again. */
async function changedSince(path: string, revision: string): Promise<DesktopFileError | null> {
  try {
    if (revisionOf(await readFile(path)) === revision) return null;
    const message = `${path} was changed by another program since it was opened. Save under another name, or open it again.`;
    return failed('file/changed', message);
  } catch (cause) {
    return errorCode(cause) === 'ENOENT' ? null : failure(cause, path);
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
