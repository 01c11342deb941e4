import { z } from 'zod';
import { Project } from '#shared/project/project';
import { useDocument } from '../document/store';
import { restoreDocument, useDocumentFile } from './document-file';

const KEY = 'receptive:draft';
const DELAY_MS = 400;

const Draft = z.strictObject({
  project: Project,
  file: z.strictObject({ name: z.string(), path: z.string(), revision: z.string() }).nullable(),
  unsaved: z.boolean(),
});

function keep(): void {
  const { project, unsaved } = useDocument.getState();
  const { file } = useDocumentFile.getState();
  try {
    const isBlank = !unsaved && file === null && project.graph.nodes.length === 0;
    if (isBlank) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify({ project, file, unsaved } satisfies z.input<typeof Draft>));
  } catch {
    // A browser that keeps nothing (private windows, full storage) still edits and saves; only the draft is lost.
  }
}

function readDraft(): z.output<typeof Draft> | null {
  try {
    const parsed = Draft.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Brings back the document that was open when the page went, saved or not, and keeps what comes. @returns how to end it. */
export function startAutosave(): () => void {
  const draft = readDraft();
  if (draft) restoreDocument(draft.project, draft.file, draft.unsaved);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = useDocument.subscribe((now, before) => {
    if (now.project === before.project && now.unsaved === before.unsaved) return;
    clearTimeout(timer);
    timer = setTimeout(keep, DELAY_MS);
  });
  window.addEventListener('pagehide', keep);
  return () => {
    clearTimeout(timer);
    stop();
    window.removeEventListener('pagehide', keep);
  };
}
