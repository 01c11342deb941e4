import { basename } from 'node:path';
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { accelerator } from './accelerator';

export interface MenuOptions {
  /** Newest first. */
  readonly recentFiles: readonly string[];
  /** The keys that the page now gives to its actions, by their ids. */
  readonly keys: Readonly<Record<string, string>>;
  /** Runs an action of the studio by its id. */
  readonly run: (action: string) => void;
  readonly open: (path: string) => void;
}

type Item = MenuItemConstructorOptions;

/**
 * The native menu: all that a Mac shows; elsewhere it hides until Alt is pressed, for the page has the same menus. What belongs
 * to the studio is only named here: the page runs it, and knows whether it may.
 */
export function setMenu(options: MenuOptions): void {
  const { run, keys } = options;
  /** The page handles the keys itself; here they are only shown. */
  const action = (label: string, id: string): Item => {
    const shown = accelerator(keys[id]);
    const showing = shown === null ? {} : { accelerator: shown, registerAccelerator: false };
    return { id, label, click: () => run(id), ...showing };
  };
  const separator: Item = { type: 'separator' };
  const isMac = process.platform === 'darwin';
  const template: Item[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        action('New project', 'file.new'),
        action('New from template…', 'file.newFromTemplate'),
        action('Open…', 'file.open'),
        action('Import a Keras or TensorFlow.js model…', 'file.import'),
        action('Use your own data…', 'file.data'),
        { label: 'Open recent', submenu: recentItems(options), enabled: options.recentFiles.length > 0 },
        separator,
        action('Save', 'file.save'),
        action('Save as…', 'file.saveAs'),
        action('Export the network…', 'run.export'),
        separator,
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        action('Undo', 'edit.undo'),
        action('Redo', 'edit.redo'),
        separator,
        // Text fields need the system's own; on the canvas the page takes the keys first.
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: '&Arrange',
      submenu: [
        action('Group the selection', 'arrange.group'),
        action('Ungroup', 'arrange.ungroup'),
        action('Collapse or expand the group', 'arrange.collapse'),
      ],
    },
    {
      label: '&View',
      submenu: [
        action('Zoom in', 'view.zoomIn'),
        action('Zoom out', 'view.zoomOut'),
        action('Zoom to 100 %', 'view.zoomFull'),
        action('Fit the network', 'view.fit'),
        separator,
        action('Switch between light and dark', 'view.theme'),
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    {
      label: '&Run',
      submenu: [
        action('Train', 'run.start'),
        action('Pause training', 'run.pause'),
        action('Resume training', 'run.resume'),
        action('Stop training', 'run.stop'),
      ],
    },
    ...(isMac ? [{ role: 'windowMenu' } as const] : []),
    {
      role: 'help',
      submenu: [
        action('All commands…', 'help.commands'),
        action('Keyboard shortcuts', 'help.shortcuts'),
        action('Convolution playground…', 'help.playground'),
        action('About Receptive', 'help.about'),
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  app.setAboutPanelOptions({ applicationName: 'Receptive', applicationVersion: app.getVersion() });
}

const recentItems = ({ recentFiles, open }: MenuOptions): Item[] =>
  recentFiles.map(path => ({ label: basename(path), toolTip: path, click: () => open(path) }));
