import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { WebSocketServer } from 'ws';
import { err, ok, type Result } from '#shared/result';
import { errorCode } from '../files/file-problem';
import { newToken } from './access';
import { refuseUpgrade, rejectUpgrade, studioServer } from './http';
import { createPages, type Pages } from './pages';
import { type SharedEngine, shareEngine } from './shared-engine';

/** The largest message a page may send, in bytes. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;
const HOST = '127.0.0.1';
export const DEFAULT_PORT = 4577;
/** How many ports from the default one on are tried before any free one is taken. */
const NEARBY = 20;

export interface ServeOptions {
  /** The port to listen on; 0 for any free one; `null` for the default one, or a free one nearby. */
  readonly port: number | null;
  /** The folder of the built studio. */
  readonly studio: string;
  /** The bundled engine. */
  readonly engine: string;
  /** One line that the engine printed. */
  readonly onEngineLine: (line: string) => void;
  readonly onEngineStarted?: (pid: number | undefined) => void;
  readonly onEngineExited?: (reason: string) => void;
  /** Logs a bug and gives the id under which it is found. */
  readonly reportBug: (error: unknown) => string;
}

export interface ServedStudio {
  /** The address to open, with its token. */
  readonly url: string;
  readonly port: number;
  readonly enginePid: number | undefined;
  /** Stops the engine, which keeps its checkpoint, and then the server. */
  close(): Promise<void>;
}

export type ServeProblem = {
  readonly code: 'serve/port-in-use' | 'serve/port-denied' | 'serve/failed';
  readonly message: string;
};

/** Serves the studio to browsers on this machine, with one engine behind it. */
export async function serveStudio(options: ServeOptions): Promise<Result<ServedStudio, ServeProblem>> {
  const token = newToken();
  const server = createServer(studioServer(options.studio, token));
  const listening = await listen(server, options.port);
  if (!listening.ok) return listening;
  const port = listening.value;

  const pages: Pages = createPages(() => engine, options.reportBug);
  const engine: SharedEngine = shareEngine({
    file: options.engine,
    onEvent: event => pages.emit(event),
    onLine: options.onEngineLine,
    onChange(change) {
      if (change.now === 'started') {
        options.onEngineStarted?.(engine.pid());
        pages.started();
      } else {
        options.onEngineExited?.(change.reason);
        pages.exited(change.reason);
      }
    },
  });

  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  server.on('upgrade', (request, socket, head) => {
    const refusal = refuseUpgrade(request, token);
    if (refusal) rejectUpgrade(socket, refusal);
    else sockets.handleUpgrade(request, socket, head, page => pages.add(page));
  });

  return ok({
    url: `http://${HOST}:${port}/?token=${token}`,
    port,
    enginePid: engine.pid(),
    async close() {
      await engine.stop();
      pages.closeAll();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  });
}

async function listen(server: Server, wanted: number | null): Promise<Result<number, ServeProblem>> {
  if (wanted !== null) return tryPort(server, wanted);
  for (let port = DEFAULT_PORT; port < DEFAULT_PORT + NEARBY; port++) {
    const tried = await tryPort(server, port);
    if (tried.ok || tried.error.code === 'serve/failed') return tried;
  }
  return tryPort(server, 0);
}

function tryPort(server: Server, port: number): Promise<Result<number, ServeProblem>> {
  return new Promise(resolve => {
    const failed = (cause: Error) => {
      server.off('listening', listening);
      resolve(err(portProblem(cause, port)));
    };
    const listening = () => {
      server.off('error', failed);
      const address = server.address();
      resolve(ok(typeof address === 'object' && address ? address.port : port));
    };
    server.once('error', failed);
    server.once('listening', listening);
    server.listen(port, HOST);
  });
}

function portProblem(cause: Error, port: number): ServeProblem {
  const wayOut = 'Choose another with --port, or any free one with --port 0.';
  switch (errorCode(cause)) {
    case 'EADDRINUSE':
      return { code: 'serve/port-in-use', message: `Port ${port} is in use by another program. ${wayOut}` };
    case 'EACCES':
      return { code: 'serve/port-denied', message: `Port ${port} may not be used by this user. ${wayOut}` };
    default:
      return { code: 'serve/failed', message: `Port ${port} cannot be listened on: ${cause.message}` };
  }
}
