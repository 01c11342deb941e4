import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { app, type BrowserWindow, dialog, session } from 'electron';
import { ASK, HEAR, TELL } from './channels';
import { type Activity, guardClose } from './close-guard';
import { createEngineHost } from './engine-host';
import { createProjectFiles } from './files';
import { listenToPage } from './ipc';
import { type MenuOptions, setMenu } from './menu';
import { loadRecentFiles } from './recent-files';
import { confineWindows, limitPermissions, registerStudioScheme, serveStudioFiles } from './security';
import { loadStudio, openStudioWindow } from './window';
import { rememberWindowState } from './window-state';

const dist = resolve(__dirname, '..');

registerStudioScheme();
confineWindows();
if (app.requestSingleInstanceLock()) {
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(openStudio);
} else {
  app.quit();
}

async function openStudio(): Promise<void> {
  serveStudioFiles(session.defaultSession, resolve(dist, 'renderer'));
  limitPermissions(session.defaultSession);

  const icon = resolve(dist, '../assets/icon.png');
  const window = await openStudioWindow(resolve(dist, 'electron/preload.cjs'), icon);
  const tell = (channel: string, ...args: unknown[]) => {
    if (!window.isDestroyed()) window.webContents.send(channel, ...args);
  };
  let shown: Pick<MenuOptions, 'recentFiles' | 'keys'> = { recentFiles: [], keys: {} };
  const updateMenu = (change: Partial<typeof shown>) => {
    shown = { ...shown, ...change };
    setMenu({ ...shown, run: id => tell(HEAR.menuAction, id), open: path => openProject(path) });
  };
  const recentFiles = await loadRecentFiles(paths => updateMenu({ recentFiles: paths }));
  const files = createProjectFiles(() => window, recentFiles);
  const engine = createEngineHost(resolve(dist, 'node/engine.cjs'), reason => tell(HEAR.engineExited, reason));

  /** Projects that the user pointed at before the page could hear of it; `null` since then. */
  let waiting: string[] | null = [];
  function openProject(path: string): void {
    if (window.isDestroyed()) return;
    files.allow(path);
    if (waiting) waiting.push(path);
    else tell(HEAR.openProject, path);
    if (window.isMinimized()) window.restore();
    window.focus();
  }

  let activity: Activity = { unsavedChanges: false, training: false };
  const closing = guardClose({
    window,
    activity: () => activity,
    saveAndClose: () => tell(HEAR.saveAndClose),
    async beforeClose() {
      await rememberWindowState(window);
      await engine.stop();
    },
  });

  listenToPage(() => (window.isDestroyed() ? null : window.webContents), {
    [ASK.connectEngine]: () => engine.connect(window.webContents),
    [ASK.restartEngine]: engine.restart,
    [ASK.openProject]: files.openProject,
    [ASK.readProject]: files.readProject,
    [ASK.saveProject]: files.saveProject,
    [ASK.saveBytes]: files.saveBytes,
    [ASK.chooseFolder]: files.chooseFolder,
    [ASK.chooseFile]: files.chooseFile,
    [ASK.recent]: files.recent,
    [TELL.activity](now) {
      activity = now;
    },
    [TELL.close]: closing.saved,
    [TELL.keys]: keys => updateMenu({ keys }),
    [TELL.readyForProjects]() {
      const early = waiting ?? [];
      waiting = null;
      for (const path of early) tell(HEAR.openProject, path);
    },
    [TELL.dropped]([path]) {
      if (path?.endsWith('.json')) openProject(path);
      else if (path !== undefined) tell(HEAR.dropData, path);
    },
  });

  window.webContents.on('render-process-gone', (_event, { reason }) => {
    activity = { ...activity, unsavedChanges: false };
    void askToReload(window, reason);
  });
  app.on('second-instance', (_event, argv, folder) => void openArguments(argv, folder, openProject));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openProject(path);
  });
  await openArguments(process.argv, process.cwd(), openProject);
  try {
    await loadStudio(window);
  } catch (cause) {
    // A window that was closed while it loaded is no fault.
    if (window.isDestroyed()) return;
    dialog.showErrorBox('The studio’s page cannot be loaded.', `${cause}\nRun npm start: it builds the page anew.`);
    app.exit(1);
  }
}

/** Opens the project that a command line names. Its other words are the app's folder and switches of Chromium's. */
async function openArguments(argv: readonly string[], folder: string, open: (path: string) => void): Promise<void> {
  const words = argv.slice(1).filter(word => word.endsWith('.json') && !word.startsWith('-'));
  for (const word of words) {
    const path = resolve(folder, word);
    const found = await stat(path).catch(() => null);
    if (found?.isFile()) return open(path);
  }
}

async function askToReload(window: BrowserWindow, reason: string): Promise<void> {
  if (window.isDestroyed()) return;
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The studio’s page has crashed.',
    detail: `The system says: ${reason}. Training goes on in its own process; load the page again to see it.`,
    buttons: ['Load again', 'Close'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response === 0) window.reload();
  else window.close();
}
