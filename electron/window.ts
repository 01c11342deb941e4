import { BrowserWindow, nativeTheme } from 'electron';
import { PAGE } from './security';
import { lastWindowState } from './window-state';

/** The page's own background in dark and light, so that no white flashes up before it is drawn. */
const BACKGROUND = { dark: '#141517', light: '#ffffff' };

/**
 * Opens the studio's window where it last was.
 * @param preload the bundled preload script
 * @param icon a PNG; macOS takes its own from the application
 */
export async function openStudioWindow(preload: string, icon: string): Promise<BrowserWindow> {
  const last = await lastWindowState();
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    ...last?.bounds,
    minWidth: 800,
    minHeight: 560,
    show: false,
    autoHideMenuBar: true,
    title: 'Receptive',
    icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
  });
  window.once('ready-to-show', () => {
    if (last?.maximized) window.maximize();
    window.show();
  });
  return window;
}

/** Loads the studio. Rejects where the page cannot be loaded. */
export const loadStudio = (window: BrowserWindow): Promise<void> => window.loadURL(PAGE);
