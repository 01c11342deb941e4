import { hostname } from 'node:os';
import { canTrain, checkProject } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import type { EngineError } from '#shared/protocol/errors';
import type { RuntimeInfo } from '#shared/protocol/runtime';
import { err, ok, type Result } from '#shared/result';
import packageJson from '../../package.json';
import type { Datasets } from '../data/datasets';
import type { LoadRuntime } from '../model/tensorflow';
import { RunFolder } from '../runs/run-folder';
import { noMetrics, type RunRecord } from '../runs/run-record';
import type { RunStore } from '../runs/run-store';
import type { ReadyRun } from './run-driver';

/** Checks all that could keep a run from beginning, and makes its folder. Nothing is left behind where it refuses. */
export async function readyRun(
  run: string,
  project: Project,
  { datasets, loadRuntime, store }: { datasets: Datasets; loadRuntime: LoadRuntime; store: RunStore },
): Promise<Result<ReadyRun, EngineError>> {
  const dataset = await datasets.info(project.data);
  if (!dataset.ok) return dataset;
  const check = checkProject(project, dataset.value);
  if (!canTrain(check)) return err({ code: 'project/untrainable', problems: check.problems });
  const runtime = await loadRuntime();
  if (!runtime.ok) return err({ code: 'runtime/unavailable', problems: runtime.error });
  const record = firstRecord(run, project, check.parameters, runtime.value.info);
  const folder = await RunFolder.create(store.pathOf(run), project, record);
  return folder.ok ? ok({ tf: runtime.value.tf, project, folder: folder.value, record }) : folder;
}

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
  epochs: project.training.epochs,
  step: 0,
  steps: 0,
  seconds: 0,
  parameters,
  device: `${runtime.device} (${runtime.deviceName})`,
  stepKind: null,
  metrics: noMetrics,
  versions: {
    receptive: packageJson.version,
    tensorflow: runtime.tensorflow,
    tfjs: runtime.tfjs,
    node: process.version,
  },
  dataset: { id: project.data.dataset, fingerprint: null },
  owner: { pid: process.pid, host: hostname() },
});
