import { create } from 'zustand';
import { useDocument } from '../document/store';
import { showDialog } from '../ui/dialogs';
import { replaceDocument, restoreDocument, useDocumentFile } from './document-file';
import { type Draft, draftKey, readDrafts, recoveryOf, type StoredDraft } from './drafts';
import { livingWindows, windowId } from './window-id';

const DELAY_MS = 400;

/** Work of windows that are gone, that is in no file. */
export const useLostWork = create<{ readonly lost: readonly StoredDraft[] }>(() => ({ lost: [] }));

const isBlank = (): boolean => {
  const { project, unsaved } = useDocument.getState();
  return !unsaved && useDocumentFile.getState().file === null && project.graph.nodes.length === 0;
};

/** Keeps the document as it is now. A browser that keeps nothing (private windows, full storage) still edits and saves. */
function keep(key: string): void {
  const { project, unsaved } = useDocument.getState();
  const draft: Draft = { project, file: useDocumentFile.getState().file, unsaved, at: new Date().toISOString() };
  try {
    if (isBlank()) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Only the draft is lost.
  }
}

function forget(drafts: readonly StoredDraft[]): void {
  for (const { key } of drafts) localStorage.removeItem(key);
}

/** Shows what was open when the page went, or asks where several windows left unsaved work behind. */
async function recover(own: string): Promise<void> {
  const living = new Set((await livingWindows()).map(draftKey));
  const { restore, lost, needless } = recoveryOf(readDrafts(localStorage), own, living);
  useLostWork.setState({ lost });
  // The user may have been faster, or the system may have opened a file.
  if (!isBlank()) return;
  forget(needless);
  if (restore) {
    restoreDocument(restore.draft.project, restore.draft.file, restore.draft.unsaved);
    if (restore.key !== own) {
      keep(own);
      forget([restore]);
    }
  } else if (lost.length > 0) showDialog('drafts');
}

/** Opens lost work in place of the document, which is asked about first. @returns whether it did. */
export async function openLost(stored: StoredDraft): Promise<boolean> {
  const { project, file, unsaved } = stored.draft;
  if (!(await replaceDocument(project, file, unsaved))) return false;
  keep(draftKey(await windowId()));
  discardLost(stored);
  return true;
}

export function discardLost(stored: StoredDraft): void {
  forget([stored]);
  useLostWork.setState(({ lost }) => ({ lost: lost.filter(({ key }) => key !== stored.key) }));
}

/** Brings back the document that was open when the page went, saved or not, and keeps what comes. @returns how to end it. */
export function startAutosave(): () => void {
  let end = () => {};
  let ended = false;
  void windowId().then(async id => {
    const key = draftKey(id);
    await recover(key);
    if (ended) return;
    const now = () => keep(key);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = useDocument.subscribe((state, before) => {
      if (state.project === before.project && state.unsaved === before.unsaved) return;
      clearTimeout(timer);
      timer = setTimeout(now, DELAY_MS);
    });
    window.addEventListener('pagehide', now);
    end = () => {
      clearTimeout(timer);
      stop();
      window.removeEventListener('pagehide', now);
    };
    if (!isBlank()) now();
  });
  return () => {
    ended = true;
    end();
  };
}
