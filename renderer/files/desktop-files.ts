import type { DesktopBridge, DesktopFile, DesktopFileError } from '#shared/hosts/desktop-bridge';
import { err, ok, type Result } from '#shared/result';
import type { FileFailure, FileRef, Files, OpenedFile, Saved } from './files';

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

const failure = ({ error }: DesktopFileError): Result<never, FileFailure> =>
  err({ code: error.code === 'file/changed' ? 'changed' : 'failed', message: error.message });

function opened(answer: DesktopFile | DesktopFileError): Result<OpenedFile, FileFailure> {
  if ('error' in answer) return failure(answer);
  const { path, text, revision } = answer;
  return ok({ file: { name: nameOf(path), path, revision }, text });
}

/** Files of the desktop app: native dialogs, any folder. */
export function desktopFiles({ files }: DesktopBridge): Files {
  const save = async (file: FileRef | null, suggestedName: string, text: string): Promise<Saved> => {
    const { path, revision } = file ?? { path: null, revision: null };
    const answer = await files.saveProject({ path, revision, suggestedName, text });
    if (answer === null) return null;
    return 'error' in answer ? failure(answer) : ok({ ...answer, name: nameOf(answer.path) });
  };
  return {
    open: async () => {
      const answer = await files.openProject();
      return answer && opened(answer);
    },
    read: async path => opened(await files.readProject(path)),
    save,
    overwrite: async (file, text) => {
      const now = await files.readProject(file.path);
      return 'error' in now ? failure(now) : save({ ...file, revision: now.revision }, file.name, text);
    },
  };
}
