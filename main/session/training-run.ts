import type { Project } from '#shared/project/project';
import type { MetricPoint } from '#shared/protocol/session';
import type { TensorFlow } from '../model/tensorflow';
import type { Checkpoint } from '../runs/checkpoints';
import { disposeBatch, epochOrder, makeBatch } from '../training/batches';
import { evaluate } from '../training/evaluate';
import type { Control } from './control';
import { RunFailed } from './failures';
import { MetricRecorder } from './metric-recorder';
import type { Pace } from './pace';
import type { Prepared } from './prepare';

/** Each epoch ends with a checkpoint, except where epochs take less than this, in milliseconds. */
const CHECKPOINT_INTERVAL = 2000;

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
  /** Steps done, and how many were done at the last checkpoint. */
  #step = 0;
  #savedStep = -1;
  #savedAt = Number.NEGATIVE_INFINITY;

  constructor(
    tf: TensorFlow,
    project: Project,
    prepared: Prepared,
    control: Control,
    pace: Pace,
    listener: TrainingListener,
  ) {
    this.#tf = tf;
    this.#project = project;
    this.#prepared = prepared;
    this.#control = control;
    this.#pace = pace;
    this.#listener = listener;
    this.#recorder = new MetricRecorder(tf, prepared.stepsPerEpoch, () => performance.now());
  }

  /**
   * Trains until the last epoch is done or the control says stop; either way a checkpoint is left.
   * @throws RunFailed where the loss is no number, and what the listener throws
   */
  async run(): Promise<'done' | 'stopped'> {
    this.#pace.start();
    try {
      for (let epoch = 0; epoch < this.#project.training.epochs; epoch++) {
        if (!(await this.#epoch(epoch))) {
          await this.#readMetrics(true);
          await this.#checkpoint();
          return 'stopped';
        }
      }
      return 'done';
    } finally {
      this.#pace.pause();
      this.#recorder.dispose();
    }
  }

  /** @returns whether it was gone through to its end */
  async #epoch(epoch: number): Promise<boolean> {
    const { data, model, trainStep } = this.#prepared;
    const { batchSize, seed, optimizer } = this.#project.training;
    const order = epochOrder(data.training, seed, epoch);
    for (let start = 0; start < order.length; start += batchSize) {
      if (!(await this.#turn())) return false;
      const began = performance.now();
      const indices = order.subarray(start, start + batchSize);
      const batch = makeBatch(this.#tf, data.training, indices, model.sampleShape);
      const outcome = trainStep.run(batch, this.#step + 1, optimizer.learningRate);
      disposeBatch(batch);
      this.#step++;
      this.#recorder.add(outcome, indices.length);
      if (this.#recorder.due) await this.#readMetrics(false);
      this.#pace.add(performance.now() - began);
      await this.#listener.onStep(this.#step);
    }
    await this.#readMetrics(true);
    if (!(await this.#validate())) return false;
    const last = epoch + 1 === this.#project.training.epochs;
    if (last || performance.now() - this.#savedAt >= CHECKPOINT_INTERVAL) await this.#checkpoint();
    return true;
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
        await this.#readMetrics(true);
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

  async #checkpoint(): Promise<void> {
    if (this.#savedStep === this.#step) return;
    const { model, trainStep, stepsPerEpoch } = this.#prepared;
    trainStep.syncWeights();
    const [weights, slots] = await Promise.all([model.read(), trainStep.readSlots()]);
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
  }
}

function expectFinite(loss: number, step: number): void {
  if (!Number.isFinite(loss)) throw new RunFailed({ code: 'train/not-finite', step, loss: String(loss) });
}
