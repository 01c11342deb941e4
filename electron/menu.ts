import { basename } from 'node:path';
import { app, Menu, type MenuItemConstructorOptions } from 'electron';

export interface MenuOptions {
  /** Newest first. */
  readonly recentFiles: readonly string[];
  /** Runs an action of the studio by its id. */
  readonly run: (action: string) => void;
  readonly open: (path: string) => void;
}

type Item = MenuItemConstructorOptions;

/** The native menu. What belongs to the studio is only named here: the page runs it, and knows whether it may. */
export function setMenu(options: MenuOptions): void {
  const { run } = options;
  /** The page has the same keys and handles them itself; here they are only shown. */
  const action = (label: string, id: string, accelerator?: string): Item => ({
    id,
    label,
    click: () => run(id),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  });
  const separator: Item = { type: 'separator' };
  const isMac = process.platform === 'darwin';
  const template: Item[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        action('New project', 'file.new', 'CmdOrCtrl+N'),
        action('Open…', 'file.open', 'CmdOrCtrl+O'),
        { label: 'Open recent', submenu: recentItems(options), enabled: options.recentFiles.length > 0 },
        separator,
        action('Save', 'file.save', 'CmdOrCtrl+S'),
        action('Save as…', 'file.saveAs', 'CmdOrCtrl+Shift+S'),
        separator,
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        action('Undo', 'edit.undo', 'CmdOrCtrl+Z'),
        action('Redo', 'edit.redo', 'CmdOrCtrl+Shift+Z'),
        separator,
        // Text fields need the system's own; on the canvas the page takes the keys first.
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: '&Train',
      submenu: [
        action('Start training', 'run.start', 'CmdOrCtrl+Enter'),
        action('Pause', 'run.pause'),
        action('Resume', 'run.resume'),
        action('Stop', 'run.stop'),
        separator,
        action('Export…', 'run.export', 'CmdOrCtrl+E'),
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    ...(isMac ? [{ role: 'windowMenu' } as const] : []),
    { role: 'help', submenu: [action('Keyboard shortcuts', 'help.shortcuts')] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  app.setAboutPanelOptions({ applicationName: 'Receptive', applicationVersion: app.getVersion() });
}

const recentItems = ({ recentFiles, open }: MenuOptions): Item[] =>
  recentFiles.map(path => ({ label: basename(path), toolTip: path, click: () => open(path) }));
