/** The names under which page and main process speak. Apart from `ipc.ts`, so that the preload script stays small. */

/** What the page asks, each with an answer. */
export const ASK = {
  connectEngine: 'engine:connect',
  restartEngine: 'engine:restart',
  openProject: 'files:open-project',
  readProject: 'files:read-project',
  saveProject: 'files:save-project',
  saveBytes: 'files:save-bytes',
  chooseFolder: 'files:choose-folder',
  chooseFile: 'files:choose-file',
  recent: 'files:recent',
} as const;

/** What the page tells. */
export const TELL = {
  activity: 'window:activity',
  close: 'window:close',
  /** The keys of the studio's actions, for the native menu. */
  keys: 'menu:keys',
  /** The page listens for projects to open from now on. */
  readyForProjects: 'files:ready',
  /** Files were dropped on the window; the preload script says which. */
  dropped: 'files:dropped',
} as const;

/** What the main process tells the page. */
export const HEAR = {
  enginePort: 'engine:port',
  engineExited: 'engine:exited',
  menuAction: 'menu:action',
  saveAndClose: 'window:save-and-close',
  openProject: 'files:open',
  dropData: 'files:drop-data',
} as const;
