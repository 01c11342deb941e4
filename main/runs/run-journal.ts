import type { MetricPoint, SessionStatus } from '#shared/protocol/session';
import { ok, type Result } from '#shared/result';
import type { Checkpoint } from './checkpoints';
import type { FileFailed } from './file-failed';
import type { RunFolder } from './run-folder';
import { finalMetrics, type RunRecord } from './run-record';

/** Points wait no longer than this before they are on the disk, in milliseconds. */
const APPEND_INTERVAL = 1000;

/** Keeps the folder of the run in progress up to date with what the session knows. */
export class RunJournal {
  readonly #folder: RunFolder;
  #record: RunRecord;
  readonly #points: MetricPoint[];
  #unsaved: MetricPoint[] = [];
  #lastAppend = performance.now();

  /** @param points those that are in the folder already, of a run that goes on */
  constructor(folder: RunFolder, record: RunRecord, points: readonly MetricPoint[]) {
    this.#folder = folder;
    this.#record = record;
    this.#points = [...points];
  }

  add(point: MetricPoint): void {
    this.#points.push(point);
    this.#unsaved.push(point);
  }

  setFingerprint(fingerprint: string): void {
    this.#record = { ...this.#record, dataset: { ...this.#record.dataset, fingerprint } };
  }

  /** Appends the new points if they have waited long enough; to be called between steps. */
  async stepDone(): Promise<Result<void, FileFailed>> {
    if (this.#unsaved.length === 0 || performance.now() - this.#lastAppend < APPEND_INTERVAL) return ok(undefined);
    return this.#append();
  }

  async #append(): Promise<Result<void, FileFailed>> {
    const points = this.#unsaved;
    this.#unsaved = [];
    this.#lastAppend = performance.now();
    return points.length === 0 ? ok(undefined) : this.#folder.appendMetrics(points);
  }

  /** The points go first: what a checkpoint stands on is never missing from the curves, whenever the process is killed. */
  async writeCheckpoint(checkpoint: Checkpoint): Promise<Result<void, FileFailed>> {
    const appended = await this.#append();
    return appended.ok ? this.#folder.writeCheckpoint(checkpoint) : appended;
  }

  async writeBest(checkpoint: Checkpoint): Promise<Result<void, FileFailed>> {
    const appended = await this.#append();
    return appended.ok ? this.#folder.writeBest(checkpoint) : appended;
  }

  async writeStageBest(checkpoint: Checkpoint): Promise<Result<void, FileFailed>> {
    const appended = await this.#append();
    return appended.ok ? this.#folder.writeStageBest(checkpoint) : appended;
  }

  /** Writes points and record. */
  async save(status: SessionStatus): Promise<Result<void, FileFailed>> {
    const { state, failure, epochs, step, steps, seconds, stepKind, best, stoppedEarly } = status;
    const metrics = finalMetrics(this.#points);
    const told = { state, failure, epochs, step, steps, seconds, stepKind, best, stoppedEarly };
    this.#record = { ...this.#record, ...told, metrics };
    const appended = await this.#append();
    return appended.ok ? this.#folder.writeRecord(this.#record) : appended;
  }

  /** The last `save`; the record gets its end. */
  async close(status: SessionStatus): Promise<Result<void, FileFailed>> {
    this.#record = { ...this.#record, endedAt: new Date().toISOString() };
    const saved = await this.save(status);
    this.#folder.close();
    return saved;
  }
}
