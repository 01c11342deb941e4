import type { EngineEvent } from '#shared/protocol/events';
import { type EngineHandlers, type RequestName, requests } from '#shared/protocol/requests';
import { err } from '#shared/result';
import { type EngineChild, startEngineChild } from '../hosts/engine-child';

type Change = { readonly now: 'started' } | { readonly now: 'exited'; readonly reason: string };

interface SharedEngineOptions {
  /** The bundled engine. */
  readonly file: string;
  readonly onEvent: (event: EngineEvent) => void;
  readonly onChange: (change: Change) => void;
  readonly onLine: (line: string) => void;
}

/** One engine process for all pages. It outlives them, and is started again when it was asked for. */
export interface SharedEngine {
  readonly handlers: EngineHandlers;
  /** Why no engine runs; `null` while one does. */
  whyGone(): string | null;
  pid(): number | undefined;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export function shareEngine({ file, onEvent, onChange, onLine }: SharedEngineOptions): SharedEngine {
  let engine: EngineChild | null = null;
  let whyGone: string | null = null;
  let restarting: Promise<void> | null = null;
  let stopped = false;

  function start(): void {
    const mine = startEngineChild({ file, onEvent, onLine });
    engine = mine;
    whyGone = null;
    void mine.ended.then(reason => {
      if (engine !== mine) return;
      engine = null;
      whyGone = reason;
      if (restarting === null && !stopped) onChange({ now: 'exited', reason });
    });
  }

  async function restart(): Promise<void> {
    await engine?.stop();
    restarting = null;
    if (stopped) return;
    start();
    onChange({ now: 'started' });
  }

  const forward = (name: RequestName) => async (input: unknown) =>
    // Input and answer belong to `name`, which is what `EngineHandlers` says of each entry.
    engine
      ? engine.client.request(name, input as never)
      : err({ code: 'engine/gone' as const, message: whyGone ?? 'it is being started' });
  // Built from the contract's own names, so that every request is there; `fromEntries` forgets which.
  const handlers = Object.fromEntries(
    Object.keys(requests).map(name => [name, forward(name as RequestName)]),
  ) as unknown as EngineHandlers;

  start();
  return {
    handlers,
    whyGone: () => (restarting === null ? whyGone : null),
    pid: () => engine?.pid,
    restart() {
      restarting ??= restart();
      return restarting;
    },
    async stop() {
      stopped = true;
      await engine?.stop();
    },
  };
}
