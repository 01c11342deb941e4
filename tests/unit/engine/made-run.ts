import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import path from 'node:path';
import { RunFolder } from '#main/runs/run-folder';
import { noMetrics, type RunRecord } from '#main/runs/run-record';
import { logisticRegression } from '#shared/templates/logistic-regression';

/** The number of a process that has ended. */
export const deadPid = (): number => spawnSync(process.execPath, ['-e', '0']).pid;

export const project = logisticRegression.project();

/** Writes the folder of a run, without curves and weights, of a process that has ended. @returns the folder */
export async function makeRunIn(runs: string, run: string, change: Partial<RunRecord> = {}): Promise<string> {
  const record: RunRecord = {
    format: 'receptive-run',
    version: 1,
    run,
    name: project.name,
    seed: 42,
    startedAt: '2026-01-02T03:04:05.000Z',
    endedAt: null,
    state: 'running',
    failure: null,
    epochs: 30,
    step: 10,
    steps: 750,
    seconds: 1.5,
    parameters: 3,
    device: 'CPU (test)',
    stepKind: 'eager',
    metrics: noMetrics,
    versions: { receptive: '0', tensorflow: '0', tfjs: '0', node: '0' },
    dataset: { id: 'points', fingerprint: null },
    best: null,
    stoppedEarly: false,
    resumes: [],
    owner: { pid: deadPid(), host: hostname() },
    ...change,
  };
  const folder = await RunFolder.create(path.join(runs, run), project, record);
  if (!folder.ok) throw new Error(JSON.stringify(folder.error));
  folder.value.close();
  return folder.value.path;
}
