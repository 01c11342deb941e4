import { create } from 'zustand';
import { importModel } from '#shared/import/import-model';
import { describeImportError, describeIssues } from '#shared/import/issue';
import { MAX_MODEL_FILE_BYTES, readModelFile } from '#shared/import/model-file';
import { describeOpenError, formatProject, parseProject } from '#shared/project/file';
import { emptyProject, FILE_ENDING, type Project } from '#shared/project/project';
import { useView } from '../app/view';
import { forgetLevels } from '../blocks/navigate';
import { fitView } from '../canvas/canvas-state';
import { useDocument } from '../document/store';
import { ask, inform } from '../ui/ask';
import { tell } from '../ui/tell';
import { desktopFiles } from './desktop-files';
import { downloadText } from './download';
import type { FileRef, Files, Opened } from './files';
import { workspaceFiles } from './workspace-files';

const files: Files = window.receptive ? desktopFiles(window.receptive) : workspaceFiles;

/** The file that the document is in; `null` where it is in none yet. */
export const useDocumentFile = create<{ readonly file: FileRef | null }>(() => ({ file: null }));

/** A file name that every system takes. */
const suggestedName = (project: Project): string =>
  `${project.name.replace(/[^\p{L}\p{N} ._-]+/gu, '-').trim() || 'untitled'}${FILE_ENDING}`;

function show(project: Project, file: FileRef | null, unsaved = false): void {
  useDocument.getState().open(project, { unsaved });
  useDocumentFile.setState({ file });
  forgetLevels();
  useView.getState().select([]);
  // React Flow must have the new nodes before it can fit them.
  setTimeout(() => fitView(undefined, false));
}

/** Whether the open document may go; asks where it has changes that are in no file. */
async function mayClose(): Promise<boolean> {
  const { unsaved, project } = useDocument.getState();
  if (!unsaved) return true;
  const answer = await ask('Save changes first?', `"${project.name}" has changes that are not saved.`, [
    { value: 'discard', label: "Don't save", tone: 'danger' },
    { value: 'cancel', label: 'Cancel' },
    { value: 'save', label: 'Save', tone: 'primary' },
  ]);
  if (answer === 'save') return saveDocument();
  return answer === 'discard';
}

export async function newDocument(project: Project = emptyProject()): Promise<void> {
  if (await mayClose()) show(project, null);
}

async function showOpened(opened: Opened): Promise<void> {
  if (opened === null) return;
  if (!opened.ok) return inform('The file could not be opened', opened.error.message);
  const { file, text } = opened.value;
  const parsed = parseProject(text);
  const bytes = new TextEncoder().encode(text);
  if (!parsed.ok && parsed.error.code === 'file/not-a-project' && readModelFile(bytes).ok) {
    return showImported(file.name, bytes);
  }
  if (!parsed.ok) return inform(`${file.name} could not be opened`, describeOpenError(parsed.error));
  show(parsed.value, file);
}

export async function openDocument(): Promise<void> {
  if (await mayClose()) await showOpened(await files.open());
}

/** A file that the user pointed at outside the page. */
export async function openPath(path: string): Promise<void> {
  if (await mayClose()) await showOpened(await files.read(path));
}

/** A network that Keras or TensorFlow.js has written, as a new project; the document that is open goes only if the user lets it. */
async function showImported(name: string, bytes: Uint8Array): Promise<void> {
  const imported = importModel(bytes, name);
  if (!imported.ok) return inform(`${name} could not be imported`, describeImportError(imported.error));
  const { project, notes } = imported.value;
  if (notes.length > 0) {
    const text = `The network computes the same, given the weights, but differs from the file in this:\n\n${describeIssues(notes)}`;
    const answer = await ask(`Import ${name}?`, text, [
      { value: 'cancel', label: 'Cancel' },
      { value: 'import', label: 'Import', tone: 'primary' },
    ]);
    if (answer !== 'import') return;
  }
  show(project, null, true);
  tell.done(`Imported ${project.graph.nodes.length} layers from ${name}. The weights were not taken over.`);
}

/** A model's file that the user chose or dropped. */
export async function importDocument(file: File): Promise<void> {
  if (file.size > MAX_MODEL_FILE_BYTES) {
    return inform(`${file.name} could not be imported`, 'The file is too large: save the model with model.to_json().');
  }
  if (await mayClose()) await showImported(file.name, new Uint8Array(await file.arrayBuffer()));
}

/** A file that was dropped on the page. */
export async function openDropped(dropped: File): Promise<void> {
  if (!(await mayClose())) return;
  const file: FileRef = { name: dropped.name, path: '', revision: '' };
  await showOpened({ ok: true, value: { file, text: await dropped.text() } });
}

/** @returns whether the document is in a file now. */
export async function saveDocument({ as = false } = {}): Promise<boolean> {
  useDocument.getState().endGesture();
  const { project } = useDocument.getState();
  const { file } = useDocumentFile.getState();
  const text = formatProject(project);
  const target = as || file?.path === '' ? null : file;
  let saved = await files.save(target, file?.name ?? suggestedName(project), text);
  if (saved && !saved.ok && saved.error.code === 'changed' && target) {
    const answer = await ask('The file was changed by someone else', saved.error.message, [
      { value: 'overwrite', label: 'Overwrite it', tone: 'danger' },
      { value: 'open', label: 'Open theirs' },
      { value: 'as', label: 'Save under another name', tone: 'primary' },
    ]);
    if (answer === 'as') return saveDocument({ as: true });
    if (answer === 'open') await showOpened(await files.read(target.path));
    if (answer !== 'overwrite') return false;
    saved = await files.overwrite(target, text);
  }
  if (saved === null) return false;
  if (!saved.ok) {
    await inform('The project was not saved', saved.error.message);
    return false;
  }
  useDocument.getState().markSaved(project);
  useDocumentFile.setState({ file: saved.value });
  tell.done(`Saved ${saved.value.name}`);
  return true;
}

/** For when there is no place to save to: the browser's own downloads. */
export function downloadDocument(): void {
  const { project } = useDocument.getState();
  downloadText(suggestedName(project), formatProject(project));
}

/** Another document takes the place of the open one, which is asked about first. @returns whether it did. */
export async function replaceDocument(project: Project, file: FileRef | null, unsaved: boolean): Promise<boolean> {
  if (!(await mayClose())) return false;
  show(project, file, unsaved);
  return true;
}

/** Brings back what autosave kept. */
export const restoreDocument: (project: Project, file: FileRef | null, unsaved: boolean) => void = show;
