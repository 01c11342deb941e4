import type { Project } from '#shared/project/project';
import { ok, type Result } from '#shared/result';
import { apply } from './apply';
import { type Command, endsDrag, type Refusal, undoKey } from './command';

/** How many steps can be undone; each costs only what it changed, because projects share their unchanged parts. */
const LIMIT = 500;

export interface History {
  readonly past: readonly Project[];
  readonly present: Project;
  readonly future: readonly Project[];
  /** The undo key of the gesture in progress: a command with the same one joins its step. */
  readonly gesture: string | null;
}

export const startHistory = (present: Project): History => ({ past: [], present, future: [], gesture: null });

/** A command that changes nothing leaves no step. */
export function perform(history: History, command: Command): Result<History, Refusal> {
  const applied = apply(history.present, command);
  if (!applied.ok) return applied;
  if (applied.value === history.present) return ok(history);
  const key = undoKey(command);
  const ends = endsDrag(command) && history.gesture?.includes('move:') === true;
  const joins = ends || (key !== null && key === history.gesture);
  const past = joins ? history.past : [...history.past, history.present].slice(-LIMIT);
  return ok({ past, present: applied.value, future: [], gesture: key });
}

/** The next command begins a step of its own, whatever its key. */
export const endGesture = (history: History): History =>
  history.gesture === null ? history : { ...history, gesture: null };

export function undo(history: History): History {
  const before = history.past.at(-1);
  if (!before) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
    gesture: null,
  };
}

export function redo(history: History): History {
  const [after, ...future] = history.future;
  if (!after) return history;
  return { past: [...history.past, history.present], present: after, future, gesture: null };
}
