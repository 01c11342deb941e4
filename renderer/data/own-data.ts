import { create } from 'zustand';
import { describeEngineError } from '#shared/protocol/errors';
import { useView } from '../app/view';
import { perform } from '../document/perform';
import { useDocument } from '../document/store';
import { engine } from '../engine/engine';
import { inform } from '../ui/ask';

interface OwnDataDialog {
  readonly open: boolean;
  /** The name of a file that was dropped on a page, which is not told where it lies. */
  readonly dropped: string | null;
}

/** The dialog in which a file or folder is chosen to train on. */
export const useOwnData = create<OwnDataDialog>(() => ({ open: false, dropped: null }));

export const askForOwnData = (dropped: string | null = null): void => useOwnData.setState({ open: true, dropped });
export const closeOwnData = (): void => useOwnData.setState({ open: false, dropped: null });

/**
 * Trains the open project on a file or folder from now on, one undo step. What it is, the engine finds out.
 * @returns why it cannot be, as a sentence; `null` where it can
 */
export async function takeOwnData(path: string): Promise<string | null> {
  const answer = await engine.request('dataset.recognize', { path });
  if (!answer.ok) return describeEngineError(answer.error);
  useDocument.getState().endGesture();
  const done = perform({ do: 'data.set', data: answer.value });
  useDocument.getState().endGesture();
  if (!done) return null;
  const view = useView.getState();
  view.select([]);
  view.showRight('properties');
  return null;
}

/** A file or folder that was dropped on the window, whose path the desktop knows. */
export async function takeDropped(path: string): Promise<void> {
  const problem = await takeOwnData(path);
  if (problem !== null) await inform('This cannot be trained on', problem);
}
