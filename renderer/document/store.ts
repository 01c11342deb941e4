import { create } from 'zustand';
import { emptyProject, type Project } from '#shared/project/project';
import { ok, type Result } from '#shared/result';
import type { Command, Refusal } from './command';
import { endGesture, type History, perform, redo, startHistory, undo } from './history';

export interface DocumentState {
  readonly project: Project;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Whether the project differs from what was last saved or opened. */
  readonly unsaved: boolean;
  /** Applies a command as an undo step, or says why not; the project is then unchanged. */
  dispatch(command: Command): Result<Project, Refusal>;
  /** Ends the gesture: a pointer went up, a field was left. */
  endGesture(): void;
  undo(): void;
  redo(): void;
  /** Another document takes this one's place, with no history. `unsaved`: it is in no file yet. */
  open(project: Project, options?: { readonly unsaved?: boolean }): void;
  /** The project as given is now in a file. */
  markSaved(project: Project): void;
}

interface Internal {
  readonly history: History;
  readonly saved: Project | null;
}

const visible = ({ history, saved }: Internal) => ({
  history,
  saved,
  project: history.present,
  canUndo: history.past.length > 0,
  canRedo: history.future.length > 0,
  unsaved: history.present !== saved,
});

/** The document: the one place that holds the project. Saved and undone; everything else is computed from it. */
export const useDocument = create<DocumentState & Internal>((set, get) => {
  const show = (change: Partial<Internal>) => {
    const { history, saved } = get();
    set(visible({ history, saved, ...change }));
  };
  const empty = emptyProject();
  return {
    ...visible({ history: startHistory(empty), saved: empty }),
    dispatch(command) {
      const performed = perform(get().history, command);
      if (!performed.ok) return performed;
      if (performed.value !== get().history) show({ history: performed.value });
      return ok(performed.value.present);
    },
    endGesture() {
      const history = endGesture(get().history);
      if (history !== get().history) show({ history });
    },
    undo: () => show({ history: undo(get().history) }),
    redo: () => show({ history: redo(get().history) }),
    open: (project, { unsaved = false } = {}) =>
      show({ history: startHistory(project), saved: unsaved ? null : project }),
    markSaved: project => show({ saved: project }),
  };
});
