import type { Page } from 'playwright';
import type { DesktopBridge } from '#shared/hosts/desktop-bridge';

declare global {
  interface Window {
    /** Put there by a test, to hear what the bridge tells. */
    heard?: string[];
  }
}

/** Code that runs in the page names the bridge by this function's text, so that its type is known there. */
export type Bridged = Window & { readonly receptive: DesktopBridge };

/** Collects what a listener of the bridge is told. @returns reads it */
export async function listenTo(
  window: Page,
  what: 'onMenuAction' | 'onSaveAndClose' | 'onOpenProject' | 'onExit',
): Promise<() => Promise<readonly string[]>> {
  await window.evaluate(name => {
    const { receptive } = globalThis.window as unknown as Bridged;
    const heard: string[] = [];
    globalThis.window.heard = heard;
    const tell = (words?: string) => void heard.push(words ?? '');
    if (name === 'onExit') receptive.engine.onExit(tell);
    else if (name === 'onOpenProject') receptive.files.onOpenProject(tell);
    else receptive[name](tell);
  }, what);
  return () => window.evaluate(() => globalThis.window.heard ?? []);
}
