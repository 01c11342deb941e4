import { type DesktopBridge, ENGINE_PORT_MESSAGE } from '#shared/hosts/desktop-bridge';
import type { Channel } from '#shared/protocol/channel';
import type { EngineHost, HostEvents } from './host';

function portChannel(port: MessagePort): Channel {
  return {
    post: message => port.postMessage(message),
    listen(listener) {
      port.onmessage = event => listener(event.data);
    },
  };
}

/** The engine process of the desktop app. */
export function desktopHost({ engine }: DesktopBridge): EngineHost {
  let events: HostEvents | null = null;
  let port: MessagePort | null = null;
  let stopListening: (() => void) | null = null;

  const receive = (event: MessageEvent) => {
    // Only this window's own preload script may hand over a port.
    if (event.source !== window || event.data !== ENGINE_PORT_MESSAGE) return;
    const [arrived] = event.ports;
    if (!arrived) return;
    port?.close();
    port = arrived;
    events?.connected(portChannel(arrived));
  };

  const ask = (steps: () => Promise<void>) => {
    steps().catch((error: unknown) => events?.exited(error instanceof Error ? error.message : String(error)));
  };

  return {
    start(listener) {
      events = listener;
      window.addEventListener('message', receive);
      stopListening = engine.onExit(reason => {
        port?.close();
        port = null;
        listener.exited(reason);
      });
      ask(() => engine.connect());
    },
    restart() {
      ask(async () => {
        await engine.restart();
        await engine.connect();
      });
    },
    close() {
      window.removeEventListener('message', receive);
      stopListening?.();
      port?.close();
    },
  };
}
