import type { EngineError } from '#shared/protocol/errors';
import type { EngineEvent } from '#shared/protocol/events';
import {
  idleStatus,
  isActive,
  type MetricPoint,
  type SessionFailure,
  type SessionStatus,
} from '#shared/protocol/session';
import { err, ok, type Result } from '#shared/result';
import { Control } from './control';
import { Feed } from './feed';
import type { Pace } from './pace';
import { type Driver, type DriverDeps, driveRun, type ReadyRun } from './run-driver';

/** No more than ten events of a kind a second; in milliseconds. */
const EVENT_INTERVAL = 100;

interface SessionDeps extends Omit<DriverDeps, keyof Driver> {
  readonly emit: (event: EngineEvent) => void;
}

/** The state machine of training: one run at a time, from idle over preparing, running and paused to its end. */
export class Session {
  readonly #deps: SessionDeps;
  readonly #statusFeed: Feed<SessionStatus>;
  readonly #pointFeed: Feed<MetricPoint>;
  #status: SessionStatus = idleStatus;
  #points: MetricPoint[] = [];
  #control: Control | null = null;
  #finished: Promise<void> = Promise.resolve();

  constructor(deps: SessionDeps) {
    this.#deps = deps;
    this.#statusFeed = new Feed(EVENT_INTERVAL, waiting => {
      const payload = waiting.at(-1);
      if (payload) deps.emit({ name: 'session.status', payload });
    });
    this.#pointFeed = new Feed(EVENT_INTERVAL, points => {
      const { run } = this.#status;
      if (run !== null) deps.emit({ name: 'session.metrics', payload: { run, points: [...points] } });
    });
  }

  get status(): SessionStatus {
    return this.#status;
  }

  get metrics(): readonly MetricPoint[] {
    return this.#points;
  }

  /** The id of the run in progress. */
  get inProgress(): string | null {
    return isActive(this.#status.state) ? this.#status.run : null;
  }

  /** Shows a finished run as the session's own. Not while a run is in progress. */
  show(status: SessionStatus, points: readonly MetricPoint[]): void {
    this.#points = [...points];
    this.#set(status);
  }

  /** Begins a run, or goes on with one; not while one is in progress. */
  start(ready: ReadyRun): void {
    const { run, epochs, device, step, steps, seconds, best } = ready.record;
    this.#points = [...(ready.resume?.points ?? [])];
    this.#set({ ...idleStatus, run, state: 'preparing', epochs, device, step, steps, seconds, best });
    const control = new Control();
    this.#control = control;
    this.#finished = driveRun(ready, control, {
      ...this.#deps,
      status: () => this.#status,
      update: (change, pace) => this.#update(change, pace),
      point: point => {
        this.#points.push(point);
        this.#pointFeed.push(point);
      },
    }).then(end => this.#end(end));
  }

  pause(): Result<Record<string, never>, EngineError> {
    return this.#ask(control => control.pause());
  }

  resume(): Result<Record<string, never>, EngineError> {
    return this.#ask(control => control.resume());
  }

  stop(): Result<Record<string, never>, EngineError> {
    return this.#ask(control => {
      control.stop();
      this.#set({ ...this.#status, state: 'stopping' });
    });
  }

  /** Stops the run in progress, if any, and waits until its checkpoint is written. */
  async close(): Promise<void> {
    if (this.inProgress !== null) this.stop();
    await this.#finished;
    this.#statusFeed.flush();
    this.#pointFeed.flush();
  }

  #ask(act: (control: Control) => void): Result<Record<string, never>, EngineError> {
    if (!this.#control || this.inProgress === null) return err({ code: 'session/not-running' });
    act(this.#control);
    return ok({});
  }

  #update(change: Partial<SessionStatus>, pace: Pace): void {
    const next = { ...this.#status, ...change };
    const left = pace.left(next.step, next.steps);
    this.#set({
      ...next,
      // Once asked to stop, a run does not seem to go on.
      state: this.#status.state === 'stopping' ? 'stopping' : next.state,
      seconds: pace.elapsed / 1000,
      secondsLeft: left === null ? null : left / 1000,
      millisecondsPerStep: pace.millisecondsPerStep,
      dataWait: pace.dataWait,
    });
  }

  #end({ state, failure }: { state: 'done' | 'stopped' | 'failed'; failure: SessionFailure | null }): void {
    this.#control = null;
    this.#pointFeed.flush();
    this.#set({ ...this.#status, state, failure, message: undefined, secondsLeft: null });
  }

  #set(status: SessionStatus): void {
    const news = status.state !== this.#status.state || status.run !== this.#status.run;
    this.#status = status;
    this.#statusFeed.push(status);
    // A new state does not wait behind numbers that tick.
    if (news) this.#statusFeed.flush();
  }
}
