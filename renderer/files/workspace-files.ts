import { FILE_ENDING } from '#shared/project/project';
import { describeEngineError, type EngineError } from '#shared/protocol/errors';
import { err, ok, type Result } from '#shared/result';
import { engine } from '../engine/engine';
import type { FileFailure, FileRef, Files, Opened, Saved } from './files';
import { chooseFile, chooseName } from './WorkspaceDialog';

const failure = (error: EngineError, taken = false): Result<never, FileFailure> => {
  const changed = error.code === 'file/changed';
  return err({
    code: changed ? (taken ? 'taken' : 'changed') : 'failed',
    message: describeEngineError(error),
  });
};

async function read(name: string): Promise<Opened> {
  const answer = await engine.request('workspace.read', { name });
  if (!answer.ok) return failure(answer.error);
  const { text, revision } = answer.value;
  return ok({ file: { name, path: name, revision }, text });
}

async function write(name: string, text: string, revision: string | null): Promise<Saved> {
  const answer = await engine.request('workspace.write', { name, text, revision });
  if (!answer.ok) return failure(answer.error, revision === null);
  return ok({ name, path: name, revision: answer.value.revision });
}

/** The revision that a file of the workspace has now; `null` where there is none. */
async function revisionOf(name: string): Promise<string | null> {
  const answer = await engine.request('workspace.list', {});
  if (!answer.ok) return null;
  return answer.value.files.find(file => file.name === name)?.revision ?? null;
}

/** Files of a served studio: those in the folder that `receptive serve` was started in. */
export const workspaceFiles: Files = {
  async open() {
    const choice = await chooseFile();
    if (choice === null) return null;
    if ('text' in choice) return ok({ file: { name: choice.name, path: '', revision: '' }, text: choice.text });
    return read(choice.name);
  },
  read,
  async save(file, suggestedName, text) {
    // A file that came from outside the workspace has no place in it yet.
    if (file && file.path !== '') return write(file.path, text, file.revision);
    const choice = await chooseName(file?.name ?? suggestedName);
    if (choice === null) return null;
    const name = choice.name.endsWith(FILE_ENDING) ? choice.name : `${choice.name}${FILE_ENDING}`;
    return write(name, text, choice.overwrite ? await revisionOf(name) : null);
  },
  overwrite: async (file: FileRef, text) => write(file.path, text, await revisionOf(file.path)),
};
