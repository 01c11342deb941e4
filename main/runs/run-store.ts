import { readdir, readFile, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { hyperparametersOf } from '#shared/compare/hyperparameters';
import { TextVectorization } from '#shared/data/text/vectorization';
import { parseProject } from '#shared/project/file';
import type { Project } from '#shared/project/project';
import type { EngineError } from '#shared/protocol/errors';
import type { RunDetail, RunSummary, WhichWeights } from '#shared/protocol/runs';
import { isActive, type MetricPoint } from '#shared/protocol/session';
import { err, ok, type Result } from '#shared/result';
import { planOf } from '#shared/training/plan';
import { errorCode } from '../files/file-problem';
import { type Checkpoint, checkpointSteps, type LatestCheckpoint, readLatestCheckpoint } from './checkpoints';
import { readMetrics } from './metrics-file';
import { runPaths, STALE } from './run-folder';
import { isRunId, timeOfRunId } from './run-id';
import { readLabel } from './run-label';
import { finalMetrics, RunRecord } from './run-record';

type RunError = Extract<EngineError, { code: `run/${string}` }>;

/** A run's project and its weights. */
export interface StoredNetwork {
  readonly project: Project;
  readonly checkpoint: Checkpoint;
  readonly weights: WhichWeights;
}

/** A run as it must be known to go on. */
export interface StoredRun {
  readonly project: Project;
  readonly record: RunRecord;
  readonly state: RunSummary['state'];
  readonly latest: LatestCheckpoint;
  readonly points: readonly MetricPoint[];
}

/** Reads the folder of runs. It may hold runs of other engines, runs cut off in the middle, and folders that are no runs. */
export class RunStore {
  /** @param folder that of all runs; @param inProgress the id of this process's own run, if any */
  constructor(
    readonly folder: string,
    readonly inProgress: () => string | null,
  ) {}

  pathOf(run: string): string {
    return join(this.folder, run);
  }

  /** Every run, the newest first; of a damaged one, what can be told. */
  async list(): Promise<RunSummary[]> {
    const entries = await readdir(this.folder, { withFileTypes: true }).catch(() => []);
    const ids = entries.filter(entry => entry.isDirectory() && isRunId(entry.name)).map(entry => entry.name);
    const summaries = await Promise.all(ids.map(id => this.#summary(id)));
    return summaries
      .flatMap(summary => summary ?? [])
      .sort((a, b) => (a.startedAt === b.startedAt ? (a.run < b.run ? 1 : -1) : a.startedAt < b.startedAt ? 1 : -1));
  }

  async detail(run: string): Promise<Result<RunDetail, RunError>> {
    const project = await this.#project(run);
    if (!project.ok) return project;
    const summary = await this.summary(run);
    if (!summary.ok) return summary;
    const metrics = await readMetrics(runPaths(this.pathOf(run)).metrics);
    return ok({ summary: summary.value, project: project.value, metrics });
  }

  async summary(run: string): Promise<Result<RunSummary, RunError>> {
    const summary = isRunId(run) ? await this.#summary(run) : null;
    return summary ? ok(summary) : err({ code: 'run/not-found', run });
  }

  /** @param asked those that the run ended with, where nobody said which */
  async network(run: string, asked?: WhichWeights): Promise<Result<StoredNetwork, RunError>> {
    const project = await this.#project(run);
    if (!project.ok) return project;
    const weights = asked ?? (await this.#weightsAtEnd(run, project.value));
    const latest = await this.#latest(run, weights);
    if (!latest.ok) return latest;
    const { checkpoint, damaged } = latest.value;
    // To go on from its first weights is right for a run; to take them for those it learned is not.
    if (damaged[0] && checkpoint.state.step === 0) return err({ code: 'run/damaged', run, ...damaged[0] });
    return ok({ project: project.value, checkpoint, weights });
  }

  /** @param whyUnfit says what is wrong with a checkpoint that is whole but not of this project, if anything */
  async stored(
    run: string,
    weights: WhichWeights,
    whyUnfit: (project: Project, checkpoint: Checkpoint) => string | null,
  ): Promise<Result<StoredRun, RunError>> {
    const project = await this.#project(run);
    if (!project.ok) return project;
    const latest = await this.#latest(run, weights, checkpoint => whyUnfit(project.value, checkpoint));
    if (!latest.ok) return latest;
    const paths = runPaths(this.pathOf(run));
    const [record, summary] = await Promise.all([readRecord(paths.record), this.#summary(run)]);
    if (!record || !summary) {
      return err({ code: 'run/damaged', run, file: paths.record, message: 'it is missing or not as it should be' });
    }
    const points = await readMetrics(paths.metrics);
    return ok({ project: project.value, record, state: summary.state, latest: latest.value, points });
  }

  /** How a run turned texts into numbers; `undefined` where it learned from none, or what it kept is damaged. */
  async textOf(run: string): Promise<TextVectorization | undefined> {
    const json = await readFile(runPaths(this.pathOf(run)).text, 'utf8').catch(() => null);
    if (json === null) return undefined;
    try {
      return TextVectorization.parse(JSON.parse(json));
    } catch {
      return undefined;
    }
  }

  /** Whether a process trains this run right now. */
  async isActive(run: string): Promise<boolean> {
    const summary = await this.#summary(run);
    return summary !== null && summary.state !== 'interrupted' && isActive(summary.state);
  }

  /** The best ones where the run was to end with them, did end, and has some. */
  async #weightsAtEnd(run: string, { training }: Project): Promise<WhichWeights> {
    if (!training.earlyStopping.restoreBest) return 'last';
    const summary = await this.#summary(run);
    return summary?.hasBestWeights && summary.state === 'done' ? 'best' : 'last';
  }

  async #latest(run: string, weights: WhichWeights, whyUnfit?: (checkpoint: Checkpoint) => string | null) {
    const { best, checkpoints } = runPaths(this.pathOf(run));
    const latest = await readLatestCheckpoint(weights === 'best' ? best : checkpoints, whyUnfit);
    if (latest.ok) {
      // The one before the best is not the best: better to say so.
      const [damage] = weights === 'best' ? latest.value.damaged : [];
      return damage ? err<RunError>({ code: 'run/damaged', run, ...damage }) : latest;
    }
    const [damage] = latest.error;
    if (!damage && weights === 'best') return err<RunError>({ code: 'run/no-best', run });
    return err<RunError>(damage ? { code: 'run/damaged', run, ...damage } : { code: 'run/no-weights', run });
  }

  async #project(run: string): Promise<Result<Project, RunError>> {
    if (!isRunId(run)) return err({ code: 'run/not-found', run });
    const file = runPaths(this.pathOf(run)).project;
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (cause) {
      const gone = !(await stat(this.pathOf(run)).catch(() => null));
      if (gone) return err({ code: 'run/not-found', run });
      return err({ code: 'run/damaged', run, file, message: `it cannot be read (${errorCode(cause) ?? 'unknown'})` });
    }
    const project = parseProject(text);
    return project.ok
      ? project
      : err({ code: 'run/damaged', run, file, message: `it is not a project (${project.error.code})` });
  }

  async #summary(run: string): Promise<RunSummary | null> {
    const paths = runPaths(this.pathOf(run));
    const hasWeights = (await checkpointSteps(paths.checkpoints)).length > 0;
    const hasBestWeights = (await checkpointSteps(paths.best)).length > 0;
    const [record, project, label] = await Promise.all([
      readRecord(paths.record),
      this.#project(run),
      readLabel(this.pathOf(run)),
    ]);
    const common = {
      run,
      hasWeights,
      hasBestWeights,
      name: label.name ?? record?.name ?? (project.ok ? project.value.name : run),
      color: label.color,
      notes: label.notes,
      hyperparameters: project.ok ? hyperparametersOf(project.value) : {},
    };
    if (record) {
      if (!isActive(record.state)) return { ...ofRecord(record), ...common };
      const interrupted = !(await this.#isAlive(run, record, paths.record));
      const points = await readMetrics(paths.metrics);
      const step = Math.max(record.step, points.at(-1)?.step ?? 0);
      const state = interrupted ? 'interrupted' : record.state;
      return { ...ofRecord(record), ...common, state, step, metrics: finalMetrics(points) };
    }
    if (!project.ok && !hasWeights) return null;
    const points = await readMetrics(paths.metrics);
    return {
      ...common,
      startedAt: timeOfRunId(run) ?? new Date(0).toISOString(),
      state: 'interrupted',
      epochs: project.ok ? planOf(project.value.training).epochs : 0,
      step: points.at(-1)?.step ?? 0,
      steps: 0,
      seconds: 0,
      device: null,
      parameters: 0,
      metrics: finalMetrics(points),
      best: null,
      stoppedEarly: false,
    };
  }

  /** Whether the process that trains this run still does. A number of a process may have passed on to another one since. */
  async #isAlive(run: string, { owner }: RunRecord, recordFile: string): Promise<boolean> {
    const here = owner.host === hostname();
    if (here && owner.pid === process.pid) return this.inProgress() === run;
    if (here && !processExists(owner.pid)) return false;
    const { mtimeMs } = await stat(recordFile);
    return Date.now() - mtimeMs < STALE;
  }
}

const ofRecord = (record: RunRecord) => ({
  startedAt: record.startedAt,
  state: record.state,
  epochs: record.epochs,
  step: record.step,
  steps: record.steps,
  seconds: record.seconds,
  device: record.device,
  parameters: record.parameters,
  metrics: record.metrics,
  best: record.best,
  stoppedEarly: record.stoppedEarly,
});

async function readRecord(file: string): Promise<RunRecord | null> {
  try {
    return RunRecord.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return errorCode(cause) === 'EPERM';
  }
}
