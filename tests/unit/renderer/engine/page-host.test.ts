import { decode, encode } from '@msgpack/msgpack';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { pageHost, type Socket } from '#renderer/engine/page-host';
import { FromPage, type ToPage } from '#shared/hosts/page-link';
import type { Channel } from '#shared/protocol/channel';

/** A WebSocket whose other end is the test. */
class FakeSocket implements Socket {
  binaryType: BinaryType = 'blob';
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  readonly sent: FromPage[] = [];

  send(data: Parameters<Socket['send']>[0]): void {
    if (!(data instanceof Uint8Array)) throw new Error('The link speaks MessagePack only.');
    this.sent.push(FromPage.parse(decode(data)));
  }
  close(): void {
    this.drop();
  }
  // The handlers' `this` is the real WebSocket's type, which they do not use.
  open(): void {
    this.onopen?.call(this as unknown as WebSocket, new Event('open'));
  }
  say(message: ToPage): void {
    const bytes = encode(message);
    const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    this.onmessage?.call(this as unknown as WebSocket, new MessageEvent('message', { data }));
  }
  drop(): void {
    this.onclose?.call(this as unknown as WebSocket, new Event('close') as CloseEvent);
  }
}

function setUp() {
  const sockets: FakeSocket[] = [];
  const channels: Channel[] = [];
  const told: string[] = [];
  const host = pageHost(() => {
    const socket = new FakeSocket();
    sockets.push(socket);
    return socket;
  });
  host.start({
    connected: channel => channels.push(channel),
    lost: attempt => told.push(`lost ${attempt}`),
    exited: reason => told.push(`exited: ${reason}`),
  });
  const socket = (): FakeSocket => {
    const last = sockets.at(-1);
    if (!last) throw new Error('no socket was opened');
    return last;
  };
  return { host, sockets, channels, told, socket };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the link to a served host', () => {
  test('carries messages both ways, bytes as bytes', () => {
    const { channels, socket } = setUp();
    socket().open();
    const heard: unknown[] = [];
    channels[0]?.listen(message => heard.push(message));
    channels[0]?.post({ t: 'q', bytes: Uint8Array.of(1, 2), absent: undefined });
    expect(socket().sent).toEqual([{ to: 'engine', message: { t: 'q', bytes: Uint8Array.of(1, 2) } }]);
    socket().say({ from: 'engine', message: { t: 's', data: Uint8Array.of(7) } });
    expect(heard).toEqual([{ t: 's', data: Uint8Array.of(7) }]);
  });

  test('is opened again with growing pauses, and starts afresh once it held', () => {
    const { told, sockets, socket } = setUp();
    for (const pause of [250, 500, 1000, 2000, 4000, 5000, 5000]) {
      const count = sockets.length;
      socket().drop();
      vi.advanceTimersByTime(pause - 1);
      expect(sockets.length).toBe(count);
      vi.advanceTimersByTime(1);
      expect(sockets.length).toBe(count + 1);
    }
    socket().open();
    socket().drop();
    expect(told.at(-1)).toBe('lost 1');
  });

  test('tells that the engine has ended, asks for a new one, and speaks to that one only', () => {
    const { host, told, channels, socket } = setUp();
    socket().open();
    const heardByOld: unknown[] = [];
    channels[0]?.listen(message => heardByOld.push(message));
    socket().say({ from: 'host', tell: 'engine-exited', reason: 'it was killed (SIGKILL)' });
    expect(told).toEqual(['exited: it was killed (SIGKILL)']);
    host.restart();
    expect(socket().sent).toEqual([{ to: 'host', ask: 'restart-engine' }]);
    socket().say({ from: 'host', tell: 'engine-started' });
    expect(channels.length).toBe(2);
    const heardByNew: unknown[] = [];
    channels[1]?.listen(message => heardByNew.push(message));
    socket().say({ from: 'engine', message: 'hello' });
    channels[0]?.post('from the old channel');
    expect([heardByOld, heardByNew, socket().sent.length]).toEqual([[], ['hello'], 1]);
  });

  test('drops what is not of the protocol', () => {
    const { channels, told, socket } = setUp();
    socket().open();
    channels[0]?.listen(() => told.push('heard'));
    const bytes = encode({ from: 'nobody' });
    const event = new MessageEvent('message', { data: bytes.buffer.slice(0, bytes.byteLength) });
    socket().onmessage?.call(socket() as unknown as WebSocket, event);
    expect(told).toEqual([]);
  });

  test('once closed, it stays closed', () => {
    const { host, sockets, socket } = setUp();
    socket().open();
    host.close();
    vi.advanceTimersByTime(60_000);
    expect(sockets.length).toBe(1);
  });
});
