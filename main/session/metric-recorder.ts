import { z } from 'zod';
import type { MetricPoint } from '#shared/protocol/session';
import type { TensorFlow } from '../model/tensorflow';
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
export const EpochSums = z.object({ loss: z.number(), correct: z.number(), samples: z.int() });
export type EpochSums = z.infer<typeof EpochSums>;
export const noSums: EpochSums = { loss: 0, correct: 0, samples: 0 };

/** Collects the steps' losses and hits, and makes the curves' points of them. */
export class MetricRecorder {
  readonly #tf: TensorFlow;
  readonly #stepsPerEpoch: number;
  readonly #now: () => number;
  #pending: { readonly outcome: StepOutcome; readonly samples: number; readonly learningRate: number }[] = [];
  /** Steps whose values have been read. */
  #step: number;
  #sum = { loss: 0, correct: 0, samples: 0, steps: 0 };
  #epoch: EpochSums;
  /** Of the last step whose values have been read. */
  #learningRate = 0;
  #lastPoint: number;

  /** @param step how many steps were done before; @param epoch those of them that belong to the epoch in progress */
  constructor(tf: TensorFlow, stepsPerEpoch: number, step: number, epoch: EpochSums, now: () => number) {
    this.#tf = tf;
    this.#stepsPerEpoch = stepsPerEpoch;
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

  beginEpoch(): void {
    this.#epoch = noSums;
  }

  /** Whether it is time to call `read`. */
  get due(): boolean {
    return this.#pointDue || this.#pending.length >= MAX_PENDING;
  }

  get #pointDue(): boolean {
    const steps = this.#sum.steps + this.#pending.length;
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
    if (notFinite || !makePoint || this.#sum.steps === 0) return { point: null, notFinite };
    const { loss, correct, samples } = this.#sum;
    const point = {
      step: this.#step,
      epoch: this.#step / this.#stepsPerEpoch,
      learningRate: this.#learningRate,
      loss: loss / samples,
      accuracy: correct / samples,
    };
    this.#sum = { loss: 0, correct: 0, samples: 0, steps: 0 };
    this.#lastPoint = this.#now();
    return { point, notFinite: null };
  }

  async #readPending(): Promise<NotFinite | null> {
    const pending = this.#pending;
    if (pending.length === 0) return null;
    this.#pending = [];
    const stacked = this.#tf.tidy(() =>
      this.#tf.stack(pending.flatMap(({ outcome }) => [outcome.loss, outcome.correct])),
    );
    for (const { outcome } of pending) this.#tf.dispose([outcome.loss, outcome.correct]);
    const values = await stacked.data();
    stacked.dispose();
    for (const [i, { samples, learningRate }] of pending.entries()) {
      const loss = values[2 * i] ?? Number.NaN;
      if (!Number.isFinite(loss)) return { step: this.#step + 1, loss };
      this.#step++;
      this.#learningRate = learningRate;
      this.#sum.loss += loss * samples;
      this.#sum.correct += values[2 * i + 1] ?? 0;
      this.#sum.samples += samples;
      this.#sum.steps++;
      this.#epoch = {
        loss: this.#epoch.loss + loss * samples,
        correct: this.#epoch.correct + (values[2 * i + 1] ?? 0),
        samples: this.#epoch.samples + samples,
      };
    }
    return null;
  }

  dispose(): void {
    for (const { outcome } of this.#pending) this.#tf.dispose([outcome.loss, outcome.correct]);
    this.#pending = [];
  }
}
