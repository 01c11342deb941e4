import type { Project } from '#shared/project/project';
import type { MetricPoint } from '#shared/protocol/session';
import { rateAt } from '#shared/training/schedules/schedules';
import type { TensorFlow } from '../model/tensorflow';
import type { Checkpoint } from '../runs/checkpoints';
import { disposeBatch, epochOrder, makeBatch } from '../training/batches';
import { evaluate } from '../training/evaluate';
import type { Control } from './control';
import { RunFailed } from './failures';
import { MetricRecorder } from './metric-recorder';
import type { Pace } from './pace';
import type { Prepared } from './prepare';

/** Each epoch ends with a checkpoint, except where epochs take less than this; a long one has some in between. In milliseconds. */
const CHECKPOINT_INTERVAL = 2000;
const LONG_INTERVAL = 60_000;
/** Between two checkpoints lies at least this much of the time that the last one took, so that large networks train, too. */
const PAUSE_PER_CHECKPOINT = 20;

/** Where training begins. */
export interface StartingPoint {
  /** Steps that were done before. */
  readonly step: number;
  /** Whether there is a checkpoint of that step. One that begins gets one of its first weights, so that it can always go on. */
  readonly saved: boolean;
  /** Whether the validation that belongs to that step was done, where one does. */
  readonly validated: boolean;
}

/** Whom the loop tells. What is awaited is done between two steps; what throws ends the run. */
export interface TrainingListener {
  onPause(): Promise<void>;
  onResume(): void;
  onStep(step: number): Promise<void>;
  onPoint(point: MetricPoint): void;
  onCheckpoint(checkpoint: Checkpoint): Promise<void>;
}

/** The loop over epochs and batches. */
export class TrainingRun {
  readonly #tf: TensorFlow;
  readonly #project: Project;
  readonly #prepared: Prepared;
  readonly #control: Control;
  readonly #pace: Pace;
  readonly #listener: TrainingListener;
  readonly #recorder: MetricRecorder;
  readonly #from: StartingPoint;
  /** Steps done, and how many were done at the last checkpoint. */
  #step: number;
  #savedStep: number;
  /** When the last checkpoint was written, and how long that took. */
  #savedAt = performance.now();
  #saving = 0;

  constructor(
    tf: TensorFlow,
    project: Project,
    prepared: Prepared,
    control: Control,
    pace: Pace,
    listener: TrainingListener,
    from: StartingPoint,
  ) {
    this.#tf = tf;
    this.#project = project;
    this.#prepared = prepared;
    this.#control = control;
    this.#pace = pace;
    this.#listener = listener;
    this.#from = from;
    this.#step = from.step;
    this.#savedStep = from.saved ? from.step : -1;
    this.#recorder = new MetricRecorder(tf, prepared.stepsPerEpoch, from.step, () => performance.now());
  }

  /**
   * Trains until the last epoch is done or the control says stop; either way a checkpoint is left.
   * @throws RunFailed where the loss is no number, and what the listener throws
   */
  async run(): Promise<'done' | 'stopped'> {
    this.#pace.start();
    try {
      await this.#checkpoint();
      const end = (await this.#epochs()) ? 'done' : 'stopped';
      await this.#checkpoint();
      return end;
    } finally {
      this.#pace.pause();
      this.#recorder.dispose();
    }
  }

  /** @returns whether they were gone through to their end */
  async #epochs(): Promise<boolean> {
    const { stepsPerEpoch } = this.#prepared;
    if (!this.#from.validated && !(await this.#validate())) return false;
    for (let epoch = Math.floor(this.#step / stepsPerEpoch); epoch < this.#project.training.epochs; epoch++) {
      if (!(await this.#epoch(epoch))) return false;
    }
    return true;
  }

  /** Goes through what is left of an epoch. @returns whether it was gone through to its end */
  async #epoch(epoch: number): Promise<boolean> {
    const { data, model, trainStep, stepsPerEpoch } = this.#prepared;
    const { batchSize, seed, optimizer, schedule, epochs } = this.#project.training;
    const scheduled = { learningRate: optimizer.learningRate, steps: epochs * stepsPerEpoch, stepsPerEpoch };
    const order = epochOrder(data.training, seed, epoch);
    const done = this.#step - epoch * stepsPerEpoch;
    for (let start = done * batchSize; start < order.length; start += batchSize) {
      if (!(await this.#turn())) return false;
      const began = performance.now();
      const indices = order.subarray(start, start + batchSize);
      const batch = await makeBatch(this.#tf, data.training, indices, model.sampleShape, { seed, epoch });
      const learningRate = rateAt(schedule, this.#step, scheduled);
      const outcome = trainStep.run(batch, this.#step + 1, learningRate);
      disposeBatch(batch);
      this.#step++;
      this.#recorder.add(outcome, indices.length, learningRate);
      if (this.#recorder.due) await this.#readMetrics(false);
      this.#pace.add(performance.now() - began);
      await this.#listener.onStep(this.#step);
      if (this.#checkpointDue(LONG_INTERVAL)) await this.#checkpoint();
    }
    await this.#readMetrics(true);
    if (!(await this.#validate())) return false;
    if (this.#checkpointDue(CHECKPOINT_INTERVAL)) await this.#checkpoint();
    return true;
  }

  #checkpointDue(interval: number): boolean {
    return performance.now() - this.#savedAt >= Math.max(interval, PAUSE_PER_CHECKPOINT * this.#saving);
  }

  async #validate(): Promise<boolean> {
    const { data, model, trainStep, stepsPerEpoch } = this.#prepared;
    if (data.validation.count === 0) return true;
    trainStep.syncWeights();
    const { loss } = this.#project.training;
    const result = await evaluate(this.#tf, model, loss, data.validation, () => this.#turn());
    if (!result) return false;
    expectFinite(result.loss, this.#step);
    this.#listener.onPoint({
      step: this.#step,
      epoch: this.#step / stepsPerEpoch,
      validationLoss: result.loss,
      validationAccuracy: result.accuracy,
      metrics: result.metrics,
    });
    return true;
  }

  #turn(): Promise<boolean> {
    return this.#control.turn(
      async () => {
        this.#pace.pause();
        await this.#checkpoint();
        await this.#listener.onPause();
      },
      () => {
        this.#pace.start();
        this.#listener.onResume();
      },
    );
  }

  async #readMetrics(force: boolean): Promise<void> {
    const { point, notFinite } = await this.#recorder.read(force);
    if (notFinite) expectFinite(notFinite.loss, notFinite.step);
    if (point) this.#listener.onPoint(point);
  }

  /** Keeps what was learned so far, with a point of the curves for the steps up to here. */
  async #checkpoint(): Promise<void> {
    await this.#readMetrics(true);
    if (this.#savedStep === this.#step) return;
    const began = performance.now();
    const { trainStep, stepsPerEpoch } = this.#prepared;
    const [weights, slots] = await Promise.all([trainStep.readWeights(), trainStep.readSlots()]);
    await this.#listener.onCheckpoint({
      state: {
        version: 1,
        step: this.#step,
        epoch: Math.floor(this.#step / stepsPerEpoch),
        stepInEpoch: this.#step % stepsPerEpoch,
        seed: this.#project.training.seed,
      },
      weights,
      slots,
    });
    this.#savedStep = this.#step;
    this.#savedAt = performance.now();
    this.#saving = this.#savedAt - began;
  }
}

function expectFinite(loss: number, step: number): void {
  if (!Number.isFinite(loss)) throw new RunFailed({ code: 'train/not-finite', step, loss: String(loss) });
}
