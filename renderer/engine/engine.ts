import { useStore } from 'zustand';
import type { DesktopBridge } from '#shared/hosts/desktop-bridge';
import { createConnection, type EngineState } from './connection';
import { desktopHost } from './desktop-host';
import { openLink, pageHost } from './page-host';

declare global {
  interface Window {
    /** Put there by the desktop's preload script; absent in a browser. */
    readonly receptive?: DesktopBridge;
  }
}

/** The engine of this page. */
export const engine = createConnection(window.receptive ? desktopHost(window.receptive) : pageHost(openLink));

export const useEngine = <T>(select: (state: EngineState) => T): T => useStore(engine.store, select);
