import type { EngineHandlers } from '#shared/protocol/requests';
import { err, ok } from '#shared/result';
import type { Datasets } from '../data/datasets';
import type { LoadRuntime } from '../model/tensorflow';
import { newRunId } from '../runs/run-id';
import type { RunStore } from '../runs/run-store';
import type { Session } from './session';
import { readyRun } from './start-run';

type SessionRequest = 'train.start' | 'train.pause' | 'train.resume' | 'train.stop' | 'session.get';

export function sessionHandlers(
  session: Session,
  deps: { datasets: Datasets; loadRuntime: LoadRuntime; store: RunStore },
): Pick<EngineHandlers, SessionRequest> {
  /** The run that is being checked, which has no session yet. */
  let starting: string | null = null;
  return {
    async 'train.start'({ project }) {
      const busy = session.inProgress ?? starting;
      if (busy !== null) return err({ code: 'session/busy', run: busy });
      const run = newRunId();
      starting = run;
      try {
        const ready = await readyRun(run, project, deps);
        if (!ready.ok) return ready;
        session.start(ready.value);
        return ok({ run });
      } finally {
        starting = null;
      }
    },
    'train.pause': async () => session.pause(),
    'train.resume': async () => session.resume(),
    'train.stop': async () => session.stop(),
    'session.get': async () => ok({ status: session.status, metrics: [...session.metrics] }),
  };
}
