import { createStore } from 'zustand/vanilla';
import { connectEngine, type EngineClient } from '#shared/protocol/client';
import type { EngineEvent, EventName, EventPayload } from '#shared/protocol/events';
import type { Answer, RequestInput, RequestName, RequestOutput } from '#shared/protocol/requests';
import { err } from '#shared/result';
import type { EngineHost } from './host';

export type EngineInfo = RequestOutput<'engine.info'>;

/** Whether the engine can be asked. `gone` ends only by `restart`; a lost link mends itself. */
export type Connection =
  | { readonly state: 'connecting'; readonly attempt: number }
  | { readonly state: 'ready' }
  | { readonly state: 'gone'; readonly reason: string };

export interface EngineState {
  readonly connection: Connection;
  /** Kept while the engine is away, so that the studio can still name what it knew. */
  readonly info: EngineInfo | null;
}

export type Listener<Name extends EventName> = (payload: EventPayload<Name>) => void;

/** The studio's one connection to an engine, through whatever host runs it. */
export function createConnection(host: EngineHost) {
  const store = createStore<EngineState>(() => ({ connection: { state: 'connecting', attempt: 0 }, info: null }));
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const readyListeners = new Set<() => void>();
  let client: EngineClient | null = null;

  function dispatch({ name, payload }: EngineEvent): void {
    // The set under `name` only holds listeners for that event's payload, which a Map's type cannot say.
    for (const listener of listeners.get(name) ?? []) (listener as (payload: unknown) => void)(payload);
  }

  function drop(reason: string): void {
    client?.close(reason);
    client = null;
  }

  /** Asks the engine. Answers `engine/gone` where there is none; never rejects. */
  async function request<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<Answer<Name>> {
    if (client) return client.request(name, input);
    const { connection } = store.getState();
    const message = connection.state === 'gone' ? connection.reason : 'it is not connected yet';
    return err({ code: 'engine/gone', message });
  }

  host.start({
    connected(channel) {
      drop('another engine took over');
      const mine = connectEngine(channel, event => {
        if (client === mine) dispatch(event);
      });
      client = mine;
      const greet = async () => {
        const info = await mine.request('engine.info', {});
        if (client !== mine) return;
        if (!info.ok) {
          drop('it did not say what it is');
          store.setState({ connection: { state: 'gone', reason: `it answered ${info.error.code}` } });
          return;
        }
        store.setState({ connection: { state: 'ready' }, info: info.value });
        for (const listener of readyListeners) listener();
      };
      // `request` never rejects.
      void greet();
    },
    lost(attempt) {
      drop('the connection was lost');
      store.setState({ connection: { state: 'connecting', attempt } });
    },
    exited(reason) {
      drop(reason);
      store.setState({ connection: { state: 'gone', reason } });
    },
  });

  return {
    store,
    request,
    /** @returns how to stop listening. */
    on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    /** Called each time an engine becomes ready, at once where one is. */
    onReady(listener: () => void): () => void {
      readyListeners.add(listener);
      if (store.getState().connection.state === 'ready') listener();
      return () => readyListeners.delete(listener);
    },
    restart(): void {
      drop('it is being restarted');
      store.setState({ connection: { state: 'connecting', attempt: 0 } });
      host.restart();
    },
    close(): void {
      drop('the studio was closed');
      host.close();
    },
  };
}
