import { mkdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { TextVectorization } from '#shared/data/text/vectorization';
import { formatProject } from '#shared/project/file';
import type { Project } from '#shared/project/project';
import type { MetricPoint } from '#shared/protocol/session';
import { err, ok, type Result } from '#shared/result';
import { removeLeftoversIn, writeFileAtomic } from '../files/atomic';
import {
  addCheckpoint,
  type Checkpoint,
  checkpointSteps,
  removeCheckpointsAfter,
  writeCheckpoint,
} from './checkpoints';
import { EventFiles } from './event-files';
import { attempt, type FileFailed, fileFailed } from './file-failed';
import { appendMetrics, replaceMetrics } from './metrics-file';
import type { RunRecord } from './run-record';

/** The files of a run. */
export const runPaths = (folder: string) =>
  ({
    project: join(folder, 'project.json'),
    record: join(folder, 'run.json'),
    label: join(folder, 'label.json'),
    text: join(folder, 'text.json'),
    metrics: join(folder, 'metrics.jsonl'),
    events: join(folder, 'tensorboard'),
    checkpoints: join(folder, 'checkpoints'),
    best: join(folder, 'best'),
    stageBest: join(folder, 'stage-best'),
  }) as const;

/** A run that is not over touches its record this often; one not touched for `STALE` has no living owner. In milliseconds. */
const HEARTBEAT = 5_000;
export const STALE = 60_000;

interface Reopening {
  readonly points: readonly MetricPoint[];
  readonly project: Project;
  readonly record: RunRecord;
  readonly checkpoint: Checkpoint;
}

/** The folder of the run in progress. Nothing here throws for a full or unwritable disk: failures are answers. */
export class RunFolder {
  readonly #paths: ReturnType<typeof runPaths>;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #events: EventFiles;

  private constructor(
    readonly path: string,
    points: readonly MetricPoint[],
  ) {
    this.#paths = runPaths(path);
    this.#events = new EventFiles(this.#paths.events, points);
    this.#heartbeat = setInterval(() => {
      const now = new Date();
      // A heartbeat that can't be written is no failure: the next write of the record tells.
      utimes(this.#paths.record, now, now).catch(() => undefined);
    }, HEARTBEAT);
    this.#heartbeat.unref();
  }

  /** Makes the folder with the exact project and the first record. */
  static async create(path: string, project: Project, record: RunRecord): Promise<Result<RunFolder, FileFailed>> {
    const made = await attempt(path, () => mkdir(path, { recursive: true }));
    if (!made.ok) return made;
    return RunFolder.#begin(path, project, record, []);
  }

  /**
   * Takes over the folder of a run that has ended and goes on, as it was at the record's step. Being killed in the middle
   * does no harm.
   * @param points the curves up to that step; @param checkpoint that of the step
   */
  static async reopen(
    path: string,
    { points, project, record, checkpoint }: Reopening,
  ): Promise<Result<RunFolder, FileFailed>> {
    const paths = runPaths(path);
    // That of the best epoch lies elsewhere.
    const there = (await checkpointSteps(paths.checkpoints)).includes(record.step);
    const added = there ? ok(undefined) : await addCheckpoint(paths.checkpoints, checkpoint);
    if (!added.ok) return added;
    const cleaned = await attempt(path, async () => {
      for (const folder of [paths.checkpoints, paths.best, paths.stageBest])
        await removeCheckpointsAfter(folder, record.step);
    });
    if (!cleaned.ok) return cleaned;
    await removeLeftoversIn(path);
    const cut = await EventFiles.cut(paths.events, points);
    const replaced = cut.ok ? await replaceMetrics(paths.metrics, points) : cut;
    return replaced.ok ? RunFolder.#begin(path, project, record, points) : replaced;
  }

  static async #begin(
    path: string,
    project: Project,
    record: RunRecord,
    points: readonly MetricPoint[],
  ): Promise<Result<RunFolder, FileFailed>> {
    const folder = new RunFolder(path, points);
    const written = await writeFileAtomic(folder.#paths.project, formatProject(project));
    const recorded = written.ok ? await folder.writeRecord(record) : err(fileFailed(written.error));
    if (recorded.ok) return ok(folder);
    folder.close();
    return recorded;
  }

  async writeRecord(record: RunRecord): Promise<Result<void, FileFailed>> {
    const written = await writeFileAtomic(this.#paths.record, `${JSON.stringify(record, null, 2)}\n`);
    return written.ok ? written : err(fileFailed(written.error));
  }

  /** How texts become the numbers that the run learns from: its network means nothing without. */
  async writeText(text: TextVectorization): Promise<Result<void, FileFailed>> {
    const written = await writeFileAtomic(this.#paths.text, `${JSON.stringify(text)}\n`);
    return written.ok ? written : err(fileFailed(written.error));
  }

  /** The event files come first: where a kill comes between, they are cut to what the other file has. */
  async appendMetrics(points: readonly MetricPoint[]): Promise<Result<void, FileFailed>> {
    const told = await this.#events.append(points);
    return told.ok ? appendMetrics(this.#paths.metrics, points) : told;
  }

  async writeCheckpoint(checkpoint: Checkpoint): Promise<Result<void, FileFailed>> {
    const told = await this.#events.appendWeights(checkpoint.state.step, checkpoint.weights);
    return told.ok ? writeCheckpoint(this.#paths.checkpoints, checkpoint) : told;
  }

  /** That of the best epoch, kept apart from the run's latest; the one before it stays until the next. */
  writeBest(checkpoint: Checkpoint): Promise<Result<void, FileFailed>> {
    return writeCheckpoint(this.#paths.best, checkpoint);
  }

  /** That of the best epoch of the stage in progress, from which the next stage begins. */
  writeStageBest(checkpoint: Checkpoint): Promise<Result<void, FileFailed>> {
    return writeCheckpoint(this.#paths.stageBest, checkpoint);
  }

  /** Ends the heartbeat. */
  close(): void {
    clearInterval(this.#heartbeat);
  }
}
