import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';
import { settingsFile } from './settings-file';

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
const State = z.object({ bounds: Bounds, maximized: z.boolean() });

const file = () => settingsFile('window.json', State.nullable(), null);

/** How much of a window must lie on a screen for the user to find it, in pixels. */
const VISIBLE = 80;

/** Where the window was when it was last closed; `null` where it was never, or where there is no screen any more. */
export async function lastWindowState(): Promise<z.infer<typeof State> | null> {
  const state = await file().read();
  return state && isReachable(state.bounds) ? state : null;
}

function isReachable({ x, y, width }: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea: area }) => {
    const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
    return across >= VISIBLE && y >= area.y && y < area.y + area.height - VISIBLE;
  });
}

export const rememberWindowState = (window: BrowserWindow): Promise<void> =>
  file().write({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
