import { describe, expect, test, vi } from 'vitest';
import { createConnection } from '#renderer/engine/connection';
import type { EngineHost, HostEvents } from '#renderer/engine/host';
import type { Channel } from '#shared/protocol/channel';
import type { EngineHandlers } from '#shared/protocol/requests';
import { type EngineServer, serveEngine } from '#shared/protocol/server';
import { err, ok } from '#shared/result';

/** Two ends of one pipe; messages arrive later, as they do in life. */
function pipe(): readonly [Channel, Channel] {
  const listeners: ((message: unknown) => void)[] = [];
  const end = (mine: number): Channel => ({
    post: message => queueMicrotask(() => listeners[1 - mine]?.(message)),
    listen: listener => {
      listeners[mine] = listener;
    },
  });
  return [end(0), end(1)];
}

const info = { version: '1', pid: 1, runtime: null, problems: [], datasets: [], exportFormats: [] };

/** An engine that knows its version, and refuses everything else. */
function serve(channel: Channel, version: string): EngineServer {
  const handlers = new Proxy<Record<string, unknown>>(
    { 'engine.info': async () => ok({ ...info, version }) },
    { get: (known, name) => known[String(name)] ?? (async () => err({ code: 'model/none' })) },
  );
  // Only what this test asks is answered truly; the type wants every handler by name.
  return serveEngine(channel, handlers as unknown as EngineHandlers, String);
}

function setUp() {
  let events: HostEvents | undefined;
  const host: EngineHost = {
    start: given => {
      events = given;
    },
    restart: vi.fn(),
    close: vi.fn(),
  };
  const connection = createConnection(host);
  if (!events) throw new Error('the host was not started');
  return { connection, host, events };
}

const settled = () => new Promise(resolve => setTimeout(resolve, 5));

describe('the connection to the engine', () => {
  test('is ready once the engine has said what it is', async () => {
    const { connection, events } = setUp();
    const ready = vi.fn();
    connection.onReady(ready);
    expect(await connection.request('runs.list', {})).toMatchObject({ error: { code: 'engine/gone' } });
    const [ours, theirs] = pipe();
    serve(theirs, '7');
    events.connected(ours);
    await settled();
    expect(connection.store.getState()).toMatchObject({ connection: { state: 'ready' }, info: { version: '7' } });
    expect(ready).toHaveBeenCalledTimes(1);
  });

  test('an engine that dies answers what still waits, and is known to be gone with the reason', async () => {
    const { connection, events } = setUp();
    const [ours, theirs] = pipe();
    serve(theirs, '1');
    events.connected(ours);
    await settled();
    theirs.listen(() => undefined);
    const waiting = connection.request('train.stop', {});
    events.exited('it was killed');
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'engine/gone' } });
    expect(connection.store.getState()).toMatchObject({
      connection: { state: 'gone', reason: 'it was killed' },
      info: { version: '1' },
    });
  });

  test('a new engine takes over; the old one is not heard any more', async () => {
    const { connection, host, events } = setUp();
    const heard: string[] = [];
    connection.on('session.metrics', ({ run }) => heard.push(run));
    const [first, firstEnd] = pipe();
    const old = serve(firstEnd, '1');
    events.connected(first);
    await settled();
    old.emit({ name: 'session.metrics', payload: { run: 'a', points: [] } });
    await settled();
    connection.restart();
    expect(host.restart).toHaveBeenCalled();
    const [second, secondEnd] = pipe();
    const fresh = serve(secondEnd, '2');
    events.connected(second);
    await settled();
    old.emit({ name: 'session.metrics', payload: { run: 'late', points: [] } });
    fresh.emit({ name: 'session.metrics', payload: { run: 'b', points: [] } });
    await settled();
    expect(heard).toEqual(['a', 'b']);
    expect(connection.store.getState().info?.version).toBe('2');
  });

  test('a lost link is being mended, which is not the same as gone', () => {
    const { connection, events } = setUp();
    events.lost(3);
    expect(connection.store.getState().connection).toEqual({ state: 'connecting', attempt: 3 });
  });

  test('who no longer listens is not called', async () => {
    const { connection, events } = setUp();
    const listener = vi.fn();
    connection.on('session.metrics', listener)();
    const [ours, theirs] = pipe();
    const engine = serve(theirs, '1');
    events.connected(ours);
    engine.emit({ name: 'session.metrics', payload: { run: 'a', points: [] } });
    await settled();
    expect(listener).not.toHaveBeenCalled();
  });
});
