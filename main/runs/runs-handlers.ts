import type { EngineHandlers } from '#shared/protocol/requests';
import { err, ok } from '#shared/result';
import { evaluateRun } from './evaluate-run';
import { type ExportDeps, exportRun } from './export-run';
import { isRunId } from './run-id';
import { changeLabel } from './run-label';
import { RunTrash } from './run-trash';

type RunsRequest = Extract<keyof EngineHandlers, `runs.${string}`>;

/** Answers what the studio asks about the runs on the disk. */
export function runsHandlers(deps: ExportDeps): Pick<EngineHandlers, RunsRequest> {
  const { store } = deps;
  const trash = new RunTrash(store);
  return {
    'runs.list': async () => ok({ runs: await store.list() }),
    'runs.get': ({ run }) => store.detail(run),
    async 'runs.update'({ run, label }) {
      if (!isRunId(run)) return err({ code: 'run/not-found', run });
      const changed = await changeLabel(store.pathOf(run), label);
      if (!changed.ok) return changed;
      const summary = await store.summary(run);
      return summary.ok ? ok({ run: summary.value }) : summary;
    },
    async 'runs.delete'({ run }) {
      const deleted = await trash.delete(run);
      return deleted.ok ? ok({}) : deleted;
    },
    async 'runs.restore'({ run }) {
      const restored = await trash.restore(run);
      return restored.ok ? ok({ run: restored.value }) : restored;
    },
    'runs.trash': async () => ok({ folder: trash.folder, runs: await trash.list() }),
    async 'runs.emptyTrash'() {
      const emptied = await trash.empty();
      return emptied.ok ? ok({ removed: emptied.value }) : emptied;
    },
    'runs.evaluate': wish => evaluateRun(wish, deps),
    async 'runs.export'({ run, format, weights }) {
      const exported = await exportRun(run, format, weights, deps);
      return exported.ok ? ok({ ...exported.value, files: [...exported.value.files] }) : exported;
    },
  };
}
