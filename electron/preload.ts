import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import { type DesktopBridge, ENGINE_PORT_MESSAGE } from '#shared/hosts/desktop-bridge';
import { ASK, HEAR, TELL } from './channels';

/** Calls `listener` with what comes after the event itself, which holds Electron's own objects and stays here. */
function hear<Args extends unknown[]>(channel: string, listener: (...args: Args) => void): () => void {
  const receive = (_event: IpcRendererEvent, ...args: unknown[]) => {
    // The main process is of this same build and sends what `HEAR` promises.
    listener(...(args as Args));
  };
  ipcRenderer.on(channel, receive);
  return () => void ipcRenderer.off(channel, receive);
}

const bridge: DesktopBridge = {
  platform: process.platform,
  engine: {
    connect: () => ipcRenderer.invoke(ASK.connectEngine),
    restart: () => ipcRenderer.invoke(ASK.restartEngine),
    onExit: listener => hear<[reason: string]>(HEAR.engineExited, reason => listener(reason)),
  },
  files: {
    openProject: () => ipcRenderer.invoke(ASK.openProject),
    readProject: path => ipcRenderer.invoke(ASK.readProject, path),
    saveProject: request => ipcRenderer.invoke(ASK.saveProject, request),
    saveBytes: request => ipcRenderer.invoke(ASK.saveBytes, request),
    chooseFolder: () => ipcRenderer.invoke(ASK.chooseFolder),
    chooseFile: () => ipcRenderer.invoke(ASK.chooseFile),
    recent: () => ipcRenderer.invoke(ASK.recent),
    onOpenProject(listener) {
      const stop = hear<[path: string]>(HEAR.openProject, path => listener(path));
      ipcRenderer.send(TELL.readyForProjects);
      return stop;
    },
    onDropData: listener => hear<[path: string]>(HEAR.dropData, path => listener(path)),
  },
  setActivity: activity => ipcRenderer.send(TELL.activity, activity),
  setMenuKeys: keys => ipcRenderer.send(TELL.keys, keys),
  onMenuAction: listener => hear<[id: string]>(HEAR.menuAction, id => listener(id)),
  onSaveAndClose: listener => hear<[]>(HEAR.saveAndClose, () => listener()),
  closeWindow: () => ipcRenderer.send(TELL.close),
};

contextBridge.exposeInMainWorld('receptive', bridge);

// A MessagePort cannot cross the bridge; as a message to the window it can.
ipcRenderer.on(HEAR.enginePort, event => {
  window.postMessage(ENGINE_PORT_MESSAGE, window.location.origin, [...event.ports]);
});

/** A file's place on disk, which pages themselves are not told. Electron before 32 had it as a property of the file. */
const pathOf = (file: File & { readonly path?: string }): string =>
  webUtils ? webUtils.getPathForFile(file) : (file.path ?? '');

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

// Only real drops by the user are trusted; a page cannot make up a file that has a path.
window.addEventListener('dragover', event => {
  if (holdsFiles(event)) event.preventDefault();
});
window.addEventListener('drop', event => {
  if (!event.isTrusted || !holdsFiles(event)) return;
  const files = [...(event.dataTransfer?.files ?? [])];
  // The page reads those itself.
  if (files.some(({ name }) => name.endsWith('.keras'))) return;
  event.preventDefault();
  const paths = files.map(pathOf).filter(path => path !== '');
  if (paths.length > 0) ipcRenderer.send(TELL.dropped, paths);
});
