import type { EngineHandlers } from '#shared/protocol/requests';
import { err, ok } from '#shared/result';
import type { LoadRuntime } from '../model/tensorflow';
import { finalStatus } from '../runs/final-status';
import { openRun } from '../runs/open-run';
import type { RunStore } from '../runs/run-store';
import type { Session } from '../session/session';
import type { Network } from './network';
import { predictSample } from './predict';
import type { Watcher } from './watcher';

interface NetworkDeps {
  readonly session: Session;
  readonly store: RunStore;
  readonly watcher: Watcher;
  readonly loadRuntime: LoadRuntime;
  readonly network: () => Network | null;
  readonly setNetwork: (network: Network) => void;
}

export const networkHandlers = ({
  session,
  store,
  watcher,
  loadRuntime,
  network,
  setNetwork,
}: NetworkDeps): Pick<EngineHandlers, 'watch.set' | 'model.open' | 'model.predict'> => ({
  async 'watch.set'(watch) {
    const problem = await watcher.set(watch);
    return problem ? err(problem) : ok({});
  },
  async 'model.open'({ run, weights }) {
    if (session.inProgress !== null) return err({ code: 'session/busy', run: session.inProgress });
    const runtime = await loadRuntime();
    if (!runtime.ok) return err({ code: 'runtime/unavailable', problems: runtime.error });
    const opened = await openRun(runtime.value.tf, store, run, weights);
    if (!opened.ok) return opened;
    const { project, model, step } = opened.value;
    const detail = await store.detail(run);
    const text = await store.textOf(run);
    // A run may have begun while files were read.
    if (session.inProgress !== null || !detail.ok) {
      model.dispose();
      return detail.ok ? err({ code: 'session/busy', run: session.inProgress ?? '' }) : detail;
    }
    setNetwork({ tf: runtime.value.tf, run, project, model, step, sync: () => undefined });
    session.show(finalStatus(detail.value, step), detail.value.metrics);
    await watcher.refresh();
    return ok({ run, project, ...(text ? { text } : {}) });
  },
  async 'model.predict'({ sample, outputs }) {
    const current = network();
    return current ? predictSample(current, sample, outputs) : err({ code: 'model/none' });
  },
});
