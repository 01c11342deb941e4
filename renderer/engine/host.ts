import type { Channel } from '#shared/protocol/channel';

/** What an engine host tells. At most one channel is alive: each new one replaces the last. */
export interface HostEvents {
  /** An engine can be spoken to. */
  connected(channel: Channel): void;
  /** The way to the engine is broken; the host keeps trying, and has tried `attempt` times in a row. */
  lost(attempt: number): void;
  /** The engine process has ended. Nothing more happens before `restart`. */
  exited(reason: string): void;
}

/** Who runs the engine for this page: the desktop app, or the served host behind a WebSocket. */
export interface EngineHost {
  /** Begins; call once. */
  start(events: HostEvents): void;
  /** Ends the engine, if one runs, and starts a new one. */
  restart(): void;
  close(): void;
}
