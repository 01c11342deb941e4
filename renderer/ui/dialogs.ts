import { create } from 'zustand';

interface DialogState {
  readonly open:
    | 'templates'
    | 'shortcuts'
    | 'commands'
    | 'about'
    | 'color'
    | 'keys'
    | 'diagram'
    | 'drafts'
    | 'playground'
    | null;
}

/** The dialogs that hold no question of their own; at most one is open. */
export const useDialogs = create<DialogState>(() => ({ open: null }));

export const showDialog = (open: DialogState['open']): void => useDialogs.setState({ open });
export const closeDialog = (): void => useDialogs.setState({ open: null });
