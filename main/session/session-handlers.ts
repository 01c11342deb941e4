import type { EngineError } from '#shared/protocol/errors';
import type { EngineHandlers } from '#shared/protocol/requests';
import { err, ok, type Result } from '#shared/result';
import { newRunId } from '../runs/run-id';
import { continuedRun } from './continue-run';
import type { RateFinder } from './rate-finder';
import type { ReadyRun } from './run-driver';
import type { Session } from './session';
import { readyRun, type StartDeps } from './start-run';

type SessionRequest =
  | 'rate.find'
  | 'rate.stop'
  | 'train.start'
  | 'train.continue'
  | 'train.pause'
  | 'train.resume'
  | 'train.stop'
  | 'session.get';

export function sessionHandlers(
  session: Session,
  rateFinder: RateFinder,
  deps: StartDeps,
): Pick<EngineHandlers, SessionRequest> {
  /** The run that is being checked, which has no session yet. */
  let starting: { readonly run: string; readonly abort: AbortController } | null = null;

  /** Begins what `check` finds ready, unless there is a run in progress already. */
  async function begin<T extends { readonly ready: ReadyRun }>(
    run: string,
    check: (signal: AbortSignal) => Promise<Result<T, EngineError>>,
  ): Promise<Result<T, EngineError>> {
    const busy = session.inProgress ?? starting?.run ?? null;
    if (busy !== null) return err({ code: 'session/busy', run: busy });
    const abort = new AbortController();
    starting = { run, abort };
    try {
      await rateFinder.stop();
      const checked = await check(abort.signal);
      if (!checked.ok) return checked;
      session.start(checked.value.ready);
      if (abort.signal.aborted) session.stop();
      return checked;
    } finally {
      starting = null;
    }
  }
  return {
    async 'train.start'({ project }) {
      const run = newRunId();
      const begun = await begin(run, async () => {
        const ready = await readyRun(run, project, deps);
        return ready.ok ? ok({ ready: ready.value }) : ready;
      });
      return begun.ok ? ok({ run }) : begun;
    },
    async 'train.continue'({ run, ...wish }) {
      const begun = await begin(run, signal => continuedRun(run, wish, signal, deps));
      if (!begun.ok) return begun;
      const { ready, damaged } = begun.value;
      return ok({ run, step: ready.record.step, damaged: [...damaged] });
    },
    async 'rate.find'(wish) {
      if (starting) return err({ code: 'session/busy', run: starting.run });
      return rateFinder.find(wish);
    },
    async 'rate.stop'() {
      await rateFinder.stop();
      return ok({});
    },
    'train.pause': async () => session.pause(),
    'train.resume': async () => session.resume(),
    async 'train.stop'() {
      if (!starting) return session.stop();
      starting.abort.abort();
      return ok({});
    },
    'session.get': async () => ok({ status: session.status, metrics: [...session.metrics] }),
  };
}
