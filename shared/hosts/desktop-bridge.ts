/** What the desktop's preload script puts on `window.receptive`: all that the page can reach outside itself. */
export interface DesktopBridge {
  readonly platform: string;
  readonly engine: {
    /**
     * Starts the engine process if none runs and asks for a MessagePort to it. The port arrives as a `message` event on
     * `window` whose data is `ENGINE_PORT_MESSAGE`.
     */
    connect(): Promise<void>;
    /** Ends the engine process, if any, and starts a new one; then `connect` again. */
    restart(): Promise<void>;
    onExit(listener: (reason: string) => void): () => void;
  };
  readonly files: {
    /** Shows the native open dialog; `null` where the user cancels. */
    openProject(): Promise<DesktopFile | DesktopFileError | null>;
    /** Reads one of the files in `recent`, or one that `onOpenProject` told. */
    readProject(path: string): Promise<DesktopFile | DesktopFileError>;
    /**
     * Writes atomically; shows the native save dialog where `path` is `null`. `null` where the user cancels. `revision` is
     * that of the file when it was opened or last saved; a file that has changed since then is not overwritten.
     */
    saveProject(request: {
      path: string | null;
      suggestedName: string;
      text: string;
      revision: string | null;
    }): Promise<{ path: string; revision: string } | DesktopFileError | null>;
    /** Asks where to, then writes atomically. `null` where the user cancels. */
    saveBytes(request: {
      suggestedName: string;
      bytes: Uint8Array;
    }): Promise<{ path: string } | DesktopFileError | null>;
    /** Shows the native dialog for a folder of pictures, from which only the engine reads. `null` where the user cancels. */
    chooseFolder(): Promise<string | null>;
    /** Shows the native dialog for a file of data, from which only the engine reads. `null` where the user cancels. */
    chooseFile(): Promise<string | null>;
    recent(): Promise<readonly string[]>;
    /**
     * The user pointed at a project outside the page: by the command line, in the system's file manager or the menu of recent
     * files, or by dropping it on the window. Ask about unsaved changes, then `readProject`. What came before the first
     * listener is told to it.
     */
    onOpenProject(listener: (path: string) => void): () => void;
    /** The user dropped a file or folder on the window that is no project; only the engine reads it. */
    onDropData(listener: (path: string) => void): () => void;
  };
  /** What the close dialog must know. */
  setActivity(activity: { unsavedChanges: boolean; training: boolean }): void;
  /** The keys of the studio's actions by their ids, such as `Mod+Shift+Z`, for the native menu to show. */
  setMenuKeys(keys: Readonly<Record<string, string>>): void;
  /** An entry of the native menu was chosen; `id` is that of a studio action. */
  onMenuAction(listener: (id: string) => void): () => void;
  /** The user chose to save before closing: save, then call `closeWindow`. */
  onSaveAndClose(listener: () => void): () => void;
  closeWindow(): void;
}

export interface DesktopFile {
  readonly path: string;
  readonly text: string;
  /** Changes whenever the file does; given back on saving, so that nobody's change is overwritten. */
  readonly revision: string;
}

export interface DesktopFileError {
  readonly error: {
    readonly code: 'file/not-found' | 'file/changed' | 'file/failed' | 'file/too-large';
    readonly message: string;
  };
}

export const ENGINE_PORT_MESSAGE = 'receptive:engine-port';
