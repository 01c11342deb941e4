import { decode, encode } from '@msgpack/msgpack';
import { WebSocket } from 'ws';
import { FromPage, type ToPage } from '#shared/hosts/page-link';
import type { EngineEvent } from '#shared/protocol/events';
import type { EngineHandlers } from '#shared/protocol/requests';
import { serveEngine } from '#shared/protocol/server';

/** Bytes that may wait for a slow page before pictures are held back; the newest of each kind is sent when it has caught up. */
const FULL_BYTES = 4 * 1024 * 1024;
/** A page this far behind does not read any more. */
const LOST_BYTES = 256 * 1024 * 1024;

/** WebSocket close codes: https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const POLICY_VIOLATION = 1008;
const TRY_AGAIN_LATER = 1013;

/** One page that shows the studio. */
export interface PageLink {
  emit(event: EngineEvent): void;
  tell(message: Extract<ToPage, { from: 'host' }>): void;
  close(): void;
}

interface PageLinkOptions {
  readonly handlers: EngineHandlers;
  readonly onRestart: () => void;
  readonly onClose: () => void;
  readonly reportBug: (error: unknown) => string;
}

/** Pictures replace one another: of each kind and node only the newest matters. */
const pictureKey = ({ name, payload }: EngineEvent): string | null =>
  name === 'model.snapshot' ? `${payload.kind}:${'node' in payload ? payload.node : ''}` : null;

/** Serves the protocol to one page over its WebSocket. A page that breaks the contract is told so, and cut off. */
export function linkPage(socket: WebSocket, { handlers, onRestart, onClose, reportBug }: PageLinkOptions): PageLink {
  let receive: ((message: unknown) => void) | undefined;
  const heldBack = new Map<string, EngineEvent>();

  const send = (message: ToPage) => {
    if (socket.readyState !== WebSocket.OPEN) return;
    if (socket.bufferedAmount > LOST_BYTES) socket.close(TRY_AGAIN_LATER, 'the page does not read');
    else socket.send(encode(message, { ignoreUndefined: true }), sendHeldBack);
  };
  const server = serveEngine(
    {
      post: message => send({ from: 'engine', message }),
      listen(listener) {
        receive = listener;
      },
    },
    handlers,
    reportBug,
  );
  function sendHeldBack(): void {
    for (const [key, event] of heldBack) {
      if (socket.bufferedAmount > FULL_BYTES) return;
      heldBack.delete(key);
      server.emit(event);
    }
  }

  socket.on('message', (data: Buffer, isBinary) => {
    const message = isBinary ? parse(data) : null;
    if (!message) socket.close(POLICY_VIOLATION, 'a message that is not of the protocol');
    else if (message.to === 'engine') receive?.(message.message);
    else onRestart();
  });
  // A message beyond the size limit or a broken frame: ws closes the connection with the fitting code.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    server.close();
    onClose();
  });

  return {
    emit(event) {
      const key = pictureKey(event);
      if (key !== null && socket.bufferedAmount > FULL_BYTES) heldBack.set(key, event);
      else server.emit(event);
    },
    tell: send,
    close: () => socket.close(),
  };
}

function parse(data: Buffer): FromPage | null {
  try {
    const parsed = FromPage.safeParse(decode(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
