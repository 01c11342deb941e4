import type { Channel } from '#shared/protocol/channel';
import { serveEngine } from '#shared/protocol/server';
import type { Engine } from './engine';
import { CONNECT_STUDIO, STOP_ENGINE } from './hosts/engine-messages';

/** The ends of Electron's channels, as far as the engine uses them. */
interface Port {
  on(event: 'message', listener: (message: PortMessage) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
}
interface PortMessage {
  readonly data: unknown;
  readonly ports: readonly Port[];
}
interface ParentPort {
  on(event: 'message', listener: (message: PortMessage) => void): unknown;
}

/** Serves the engine to the host that started this process, until the host says stop or is gone. */
export function serveProcess(engine: Engine): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    engine.close().then(
      () => process.exit(0),
      error => {
        engine.reportBug(error);
        process.exit(1);
      },
    );
  };
  // A bug in something nobody awaits must not end training; it is written down.
  process.on('uncaughtException', error => void engine.reportBug(error));
  process.on('unhandledRejection', error => void engine.reportBug(error));
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  // Electron adds it in its utility processes; Node's types do not know it.
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort) serveElectron(engine, parentPort, stop);
  else if (process.send) serveNode(engine, stop);
  else {
    console.error('The engine is started by Receptive itself: run npm start, or receptive serve.');
    process.exit(2);
  }
}

/** Any number of studios, each over a port of its own, until it closes. */
function serveElectron(engine: Engine, parentPort: ParentPort, stop: () => void): void {
  parentPort.on('message', ({ data, ports }) => {
    if (data === STOP_ENGINE) stop();
    const [port] = ports;
    if (data !== CONNECT_STUDIO || !port) return;
    const disconnect = connect(engine, {
      post: message => port.postMessage(message),
      listen: listener => void port.on('message', message => listener(message.data)),
    });
    port.on('close', disconnect);
    port.start();
  });
}

/** One studio: the host. */
function serveNode(engine: Engine, stop: () => void): void {
  const disconnect = connect(engine, {
    post(message) {
      // The host may have gone a moment ago; then there is nobody to tell.
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    listen(listener) {
      process.on('message', message => {
        if (message === STOP_ENGINE) stop();
        else listener(message);
      });
    },
  });
  process.on('disconnect', () => {
    disconnect();
    stop();
  });
}

function connect(engine: Engine, channel: Channel): () => void {
  const server = serveEngine(channel, engine.handlers, engine.reportBug);
  const unsubscribe = engine.onEvent(event => server.emit(event));
  return () => {
    unsubscribe();
    server.close();
  };
}
