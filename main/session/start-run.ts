import { hostname } from 'node:os';
import { canTrain, checkProject } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import type { EngineError } from '#shared/protocol/errors';
import type { RuntimeInfo } from '#shared/protocol/runtime';
import { err, ok, type Result } from '#shared/result';
import { planOf } from '#shared/training/plan';
import packageJson from '../../package.json';
import type { Datasets } from '../data/datasets';
import type { LoadedRuntime, LoadRuntime } from '../model/tensorflow';
import { RunFolder } from '../runs/run-folder';
import { noMetrics, type RunRecord } from '../runs/run-record';
import type { RunStore } from '../runs/run-store';
import type { ReadyRun } from './run-driver';

export interface StartDeps {
  readonly datasets: Datasets;
  readonly loadRuntime: LoadRuntime;
  readonly store: RunStore;
}

/** Checks all that could keep a run from beginning, and makes its folder. Nothing is left behind where it refuses. */
export async function readyRun(run: string, project: Project, deps: StartDeps): Promise<Result<ReadyRun, EngineError>> {
  const checked = await checkRun(project, deps);
  if (!checked.ok) return checked;
  const { runtime, parameters } = checked.value;
  const record = firstRecord(run, project, parameters, runtime.info);
  const folder = await RunFolder.create(deps.store.pathOf(run), project, record);
  return folder.ok ? ok({ tf: runtime.tf, project, folder: folder.value, record }) : folder;
}

/** What every run needs: a project that can train with its dataset, and TensorFlow. */
export async function checkRun(
  project: Project,
  { datasets, loadRuntime }: StartDeps,
): Promise<Result<{ runtime: LoadedRuntime; parameters: number }, EngineError>> {
  const dataset = await datasets.info(project.data);
  if (!dataset.ok) return dataset;
  const check = checkProject(project, dataset.value);
  if (!canTrain(check)) return err({ code: 'project/untrainable', problems: check.problems });
  const runtime = await loadRuntime();
  if (!runtime.ok) return err({ code: 'runtime/unavailable', problems: runtime.error });
  return ok({ runtime: runtime.value, parameters: check.parameters });
}

/** What this process trains with, as a run's record tells it. */
export const trainedBy = (runtime: RuntimeInfo) => ({
  device: `${runtime.device} (${runtime.deviceName})`,
  versions: {
    receptive: packageJson.version,
    tensorflow: runtime.tensorflow,
    tfjs: runtime.tfjs,
    node: process.version,
  },
});

export const thisProcess = (): RunRecord['owner'] => ({ pid: process.pid, host: hostname() });

const firstRecord = (run: string, project: Project, parameters: number, runtime: RuntimeInfo): RunRecord => ({
  format: 'receptive-run',
  version: 1,
  run,
  name: project.name,
  seed: project.training.seed,
  startedAt: new Date().toISOString(),
  endedAt: null,
  state: 'preparing',
  failure: null,
  epochs: planOf(project.training).epochs,
  step: 0,
  steps: 0,
  seconds: 0,
  parameters,
  stepKind: null,
  metrics: noMetrics,
  best: null,
  stoppedEarly: false,
  dataset: { id: project.data.dataset, fingerprint: null },
  resumes: [],
  owner: thisProcess(),
  ...trainedBy(runtime),
});
