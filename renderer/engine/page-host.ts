import { decode, encode } from '@msgpack/msgpack';
import { type FromPage, LINK_PATH, ToPage } from '#shared/hosts/page-link';
import type { Channel } from '#shared/protocol/channel';
import { backoffMs } from './backoff';
import type { EngineHost, HostEvents } from './host';

/** The part of a WebSocket in use here; tests bring their own. */
export type Socket = Pick<WebSocket, 'binaryType' | 'onopen' | 'onmessage' | 'onclose' | 'send' | 'close'>;

/** The engine behind `receptive serve`. A broken link is opened again, with growing pauses. */
export function pageHost(openSocket: () => Socket): EngineHost {
  let socket: Socket | null = null;
  let events: HostEvents | null = null;
  let deliver: ((message: unknown) => void) | null = null;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const post = (message: FromPage) => socket?.send(encode(message, { ignoreUndefined: true }));

  /** Messages to a channel that was replaced go nowhere. */
  function newChannel(): Channel {
    deliver = null;
    let mine: ((message: unknown) => void) | null = null;
    return {
      post(message) {
        if (deliver === mine) post({ to: 'engine', message });
      },
      listen(listener) {
        mine = listener;
        deliver = listener;
      },
    };
  }

  function receive(data: unknown): void {
    const parsed = data instanceof ArrayBuffer ? ToPage.safeParse(decode(data)) : undefined;
    if (!parsed?.success) return;
    const message = parsed.data;
    if (message.from === 'engine') deliver?.(message.message);
    else if (message.tell === 'engine-exited') {
      deliver = null;
      events?.exited(message.reason);
    } else {
      events?.connected(newChannel());
    }
  }

  function open(): void {
    const mine = openSocket();
    socket = mine;
    mine.binaryType = 'arraybuffer';
    mine.onopen = () => {
      attempt = 0;
      events?.connected(newChannel());
    };
    mine.onmessage = event => receive(event.data);
    mine.onclose = () => {
      if (socket !== mine) return;
      socket = null;
      deliver = null;
      attempt += 1;
      events?.lost(attempt);
      timer = setTimeout(open, backoffMs(attempt));
    };
  }

  return {
    start(listener) {
      events = listener;
      open();
    },
    restart: () => post({ to: 'host', ask: 'restart-engine' }),
    close() {
      clearTimeout(timer);
      const old = socket;
      socket = null;
      deliver = null;
      old?.close();
    },
  };
}

const TOKEN = 'receptive:token';

/** The host's token: the page's address carries it once, and this tab keeps it. */
function pageToken(): string {
  const token = new URLSearchParams(location.search).get('token');
  if (token === null) return sessionStorage.getItem(TOKEN) ?? '';
  sessionStorage.setItem(TOKEN, token);
  return token;
}

export function openLink(): WebSocket {
  const url = new URL(LINK_PATH, location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  url.searchParams.set('token', pageToken());
  return new WebSocket(url);
}
