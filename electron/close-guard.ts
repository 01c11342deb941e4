import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';

/** What would be lost by closing. */
export interface Activity {
  readonly unsavedChanges: boolean;
  readonly training: boolean;
}

interface CloseGuardOptions {
  readonly window: BrowserWindow;
  readonly activity: () => Activity;
  /** Asks the page to save, and then to close the window. */
  readonly saveAndClose: () => void;
  /** Runs after the user has decided, before the window goes. */
  readonly beforeClose: () => Promise<void>;
}

/** Asks before a window closes on training or on unsaved changes, and closes it when nothing is lost that the user wants. */
export interface CloseGuard {
  /** The page has saved: no more questions about that. */
  saved(): void;
}

export function guardClose({ window, activity, saveAndClose, beforeClose }: CloseGuardOptions): CloseGuard {
  let asking = false;
  /** The user chose to save: training may be stopped, and the page is busy saving. */
  let saving = false;

  let closing: Promise<void> | null = null;
  const close = () => (closing ??= leave());

  async function leave(): Promise<void> {
    const ready = beforeClose();
    window.hide();
    await ready;
    window.destroy();
  }

  async function ask(): Promise<void> {
    const { training, unsavedChanges } = activity();
    if (training && (await show(window, trainingQuestion)) === KEEP_OPEN) return;
    if (!unsavedChanges) return close();
    const answer = await show(window, unsavedQuestion);
    if (answer === SAVE) {
      saving = true;
      saveAndClose();
    } else if (answer === DISCARD) {
      await close();
    }
  }

  window.on('close', event => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    void ask().finally(() => {
      asking = false;
    });
  });

  return {
    saved() {
      if (saving) void close();
      else window.close();
    },
  };
}

const show = async (window: BrowserWindow, question: MessageBoxOptions): Promise<number> =>
  (await dialog.showMessageBox(window, { type: 'question', noLink: true, ...question })).response;

const KEEP_OPEN = 0;
const trainingQuestion: MessageBoxOptions = {
  message: 'Training is running. Stop it and close?',
  detail: 'It stops after the step at hand. What the network has learned so far is kept with the run.',
  buttons: ['Keep open', 'Stop and close'],
  defaultId: KEEP_OPEN,
  cancelId: KEEP_OPEN,
};

const SAVE = 0;
const DISCARD = 1;
const unsavedQuestion: MessageBoxOptions = {
  message: 'Save the changes to this project?',
  detail: 'They are lost if you do not save them.',
  buttons: ['Save', 'Don’t save', 'Cancel'],
  defaultId: SAVE,
  cancelId: 2,
};
