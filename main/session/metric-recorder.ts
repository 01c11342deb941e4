import { z } from 'zod';
import type { MetricPoint } from '#shared/protocol/session';
import type { EpochValues } from '#shared/training/monitor';
import type { TensorFlow } from '../model/tensorflow';
import { type Goal, hasAccuracy, type Measure, measuresOf } from '../training/goals';
import type { StepOutcome } from '../training/train-step';

/** The part of an epoch that one point of the curves stands for, where steps are slow enough. */
const POINTS_PER_EPOCH = 100;
/** No more than ten points a second, and no less than one while steps are done. In milliseconds. */
const MIN_INTERVAL = 100;
const MAX_INTERVAL = 1000;
/** How many steps' values may wait on the device; they are read together, because reading waits for the device. */
const MAX_PENDING = 64;

/** The first loss that was no number, and the step (from 1) it belongs to. */
export interface NotFinite {
  readonly step: number;
  readonly loss: number;
}

/** Sums over the samples of an epoch so far; part of a checkpoint, since the curves' points do not say them exactly. */
export const EpochSums = z.object({
  loss: z.number(),
  correct: z.number(),
  /** Of what `measuresOf` names. */
  further: z.array(z.number()).default([]),
  samples: z.int(),
});
export type EpochSums = z.infer<typeof EpochSums>;
export const noSums: EpochSums = { loss: 0, correct: 0, further: [], samples: 0 };

interface Measuring {
  readonly stepsPerEpoch: number;
  readonly goals: readonly Goal[];
}

/** Collects the steps' losses and hits, and makes the curves' points of them. */
export class MetricRecorder {
  readonly #tf: TensorFlow;
  readonly #stepsPerEpoch: number;
  readonly #measures: readonly Measure[];
  readonly #hasAccuracy: boolean;
  readonly #now: () => number;
  #pending: { readonly outcome: StepOutcome; readonly samples: number; readonly learningRate: number }[] = [];
  /** Steps whose values have been read. */
  #step: number;
  #sum: EpochSums = noSums;
  #steps = 0;
  #epoch: EpochSums;
  /** Of the last step whose values have been read. */
  #learningRate = 0;
  #lastPoint: number;

  /** @param step how many steps were done before; @param epoch those of them that belong to the epoch in progress */
  constructor(tf: TensorFlow, { stepsPerEpoch, goals }: Measuring, step: number, epoch: EpochSums, now: () => number) {
    this.#tf = tf;
    this.#stepsPerEpoch = stepsPerEpoch;
    this.#measures = measuresOf(goals);
    this.#hasAccuracy = hasAccuracy(goals);
    this.#step = step;
    this.#epoch = epoch;
    this.#now = now;
    this.#lastPoint = now();
  }

  /** Takes the outcome over and disposes it in time. */
  add(outcome: StepOutcome, samples: number, learningRate: number): void {
    this.#pending.push({ outcome, samples, learningRate });
  }

  /** Of the steps of this epoch whose values have been read. */
  get epochSums(): EpochSums {
    return this.#epoch;
  }

  /** The means of that. */
  get epochValues(): EpochValues {
    return this.#epoch.samples === 0 ? {} : this.#means(this.#epoch);
  }

  #means({ loss, correct, further, samples }: EpochSums): EpochValues {
    const metrics = this.#measures.map(({ name }, i) => [name, (further[i] ?? Number.NaN) / samples]);
    return {
      loss: loss / samples,
      ...(this.#hasAccuracy ? { accuracy: correct / samples } : {}),
      ...(metrics.length > 0 ? { metrics: Object.fromEntries(metrics) } : {}),
    };
  }

  beginEpoch(): void {
    this.#epoch = noSums;
  }

  /** Whether it is time to call `read`. */
  get due(): boolean {
    return this.#pointDue || this.#pending.length >= MAX_PENDING;
  }

  get #pointDue(): boolean {
    const steps = this.#steps + this.#pending.length;
    const since = this.#now() - this.#lastPoint;
    if (steps === 0 || since < MIN_INTERVAL) return false;
    return steps >= this.#stepsPerEpoch / POINTS_PER_EPOCH || since >= MAX_INTERVAL;
  }

  /**
   * Reads what waits on the device.
   * @param force makes a point of it even where none is due, as at the end of an epoch
   */
  async read(force: boolean): Promise<{ point: MetricPoint | null; notFinite: NotFinite | null }> {
    const makePoint = force || this.#pointDue;
    const notFinite = await this.#readPending();
    if (notFinite || !makePoint || this.#steps === 0) return { point: null, notFinite };
    const point = {
      step: this.#step,
      epoch: this.#step / this.#stepsPerEpoch,
      learningRate: this.#learningRate,
      ...this.#means(this.#sum),
    };
    this.#sum = noSums;
    this.#steps = 0;
    this.#lastPoint = this.#now();
    return { point, notFinite: null };
  }

  async #readPending(): Promise<NotFinite | null> {
    const pending = this.#pending;
    if (pending.length === 0) return null;
    this.#pending = [];
    const tensorsOf = ({ loss, correct, further }: StepOutcome) => [loss, correct, ...further];
    const stacked = this.#tf.tidy(() => this.#tf.stack(pending.flatMap(({ outcome }) => tensorsOf(outcome))));
    for (const { outcome } of pending) this.#tf.dispose(tensorsOf(outcome));
    const values = await stacked.data();
    stacked.dispose();
    const width = 2 + this.#measures.length;
    for (const [i, { samples, learningRate }] of pending.entries()) {
      const [loss = Number.NaN, correct = 0, ...further] = values.subarray(width * i, width * (i + 1));
      if (!Number.isFinite(loss)) return { step: this.#step + 1, loss };
      this.#step++;
      this.#steps++;
      this.#learningRate = learningRate;
      this.#sum = this.#added(this.#sum, loss, correct, further, samples);
      this.#epoch = this.#added(this.#epoch, loss, correct, further, samples);
    }
    return null;
  }

  #added(to: EpochSums, loss: number, correct: number, further: readonly number[], samples: number): EpochSums {
    return {
      loss: to.loss + loss * samples,
      correct: to.correct + correct,
      further: this.#measures.map(
        ({ kind }, i) => (to.further[i] ?? 0) + (further[i] ?? Number.NaN) * (kind === 'mean' ? samples : 1),
      ),
      samples: to.samples + samples,
    };
  }

  dispose(): void {
    for (const { outcome } of this.#pending) this.#tf.dispose({ ...outcome });
    this.#pending = [];
  }
}
