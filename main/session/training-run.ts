import type { Project } from '#shared/project/project';
import type { MetricPoint } from '#shared/protocol/session';
import { type Plan, planOf } from '#shared/training/plan';
import { SamplesGone } from '../data/define';
import type { TensorFlow } from '../model/tensorflow';
import type { Checkpoint } from '../runs/checkpoints';
import { BatchStream, batchesOf, epochOrder } from '../training/batches';
import { atNextStage, type JudgeState, judge, waitingAnew } from '../training/epoch-judge';
import { evaluate } from '../training/evaluate';
import { averagedWeights } from '../training/weight-average';
import { BestWeights } from './best-weights';
import type { Control } from './control';
import { RunFailed } from './failures';
import { type EpochSums, MetricRecorder } from './metric-recorder';
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
  /** The validation that was done at that step. */
  readonly validation: MetricPoint | undefined;
  /** What was remembered of the epochs before, and of the one in progress. */
  readonly judge: JudgeState;
  readonly sums: EpochSums;
  /** Whether it goes on although early stopping had ended it. */
  readonly afterEarlyStop: boolean;
}

/** Whom the loop tells. What is awaited is done between two steps; what throws ends the run. */
export interface TrainingListener {
  onPause(): Promise<void>;
  onResume(): void;
  /** Before the first step of a stage that follows another; its step is made next, which may take a while. */
  onStage(): Promise<void>;
  onStep(step: number): Promise<void>;
  onPoint(point: MetricPoint): void;
  onCheckpoint(checkpoint: Checkpoint): Promise<void>;
  /** At the end of an epoch. */
  onJudged(judged: JudgeState): void;
  /** The checkpoint of the best epoch so far; always before the next `onCheckpoint`. */
  onBest(checkpoint: Checkpoint): Promise<void>;
  /** The checkpoint of the best epoch so far of a stage that may end early; always before the next `onCheckpoint`. */
  onStageBest(checkpoint: Checkpoint): Promise<void>;
  /** What `onStageBest` was told of at that step, also by a process before this one. */
  stageBest(step: number): Promise<Checkpoint>;
  /** A stage is over early: the run is shorter than was planned. */
  onPlan(plan: Plan): void;
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
  readonly #best: BestWeights;
  readonly #stageBest: BestWeights;
  #plan: Plan;
  #judge: JudgeState;
  /** The validation of the epoch that has ended. */
  #validation: MetricPoint | undefined;
  /** Steps done, and how many were done at the last checkpoint. */
  #step: number;
  #savedStep: number;
  /** How many epochs had been judged then. */
  #savedJudged: number;
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
    this.#judge = from.judge;
    this.#savedJudged = from.judge.judged;
    this.#validation = from.validation;
    this.#best = new BestWeights(checkpoint => listener.onBest(checkpoint));
    this.#stageBest = new BestWeights(checkpoint => listener.onStageBest(checkpoint));
    this.#plan = prepared.plan;
    this.#recorder = new MetricRecorder(tf, prepared, from.step, from.sums, () => performance.now());
  }

  /**
   * Trains until the last epoch is done, early stopping ends it, or the control says stop; either way a checkpoint is left.
   * @throws RunFailed where the loss is no number, and what the listener throws
   */
  async run(): Promise<'done' | 'stopped'> {
    this.#pace.start();
    try {
      await this.#checkpoint();
      const end = (await this.#epochs()) ? 'done' : 'stopped';
      await this.#checkpoint();
      return end;
    } catch (error) {
      // What the network knew at its best outlives the step that ruined it.
      if (error instanceof RunFailed && error.failure.code === 'train/not-finite') await this.#best.flush();
      // What was learned up to the samples that are gone is kept for when they are back.
      if (error instanceof SamplesGone) await this.#checkpoint();
      throw error;
    } finally {
      this.#pace.pause();
      this.#recorder.dispose();
    }
  }

  /** @returns whether they were gone through to their end */
  async #epochs(): Promise<boolean> {
    const { stepsPerEpoch } = this.#prepared;
    if (!this.#from.validated && !(await this.#validate())) return false;
    const begun = this.#step / stepsPerEpoch;
    if (Number.isInteger(begun) && begun > this.#judge.judged) await this.#endEpoch();
    if (this.#from.afterEarlyStop) this.#judge = waitingAnew(this.#judge);
    for (let epoch = Math.floor(begun); epoch < this.#plan.epochs && !this.#judge.stopped; epoch++) {
      if (!(await this.#epoch(epoch))) return false;
    }
    return true;
  }

  /** @param step how many were done before */
  #rateAt(step: number): number {
    return this.#plan.rateAt(step, this.#prepared.stepsPerEpoch) * this.#judge.plateau.scale;
  }

  /**
   * Begins the next step's stage where it is another one than before. Not earlier than right before that step, so that a
   * checkpoint at the border of two stages always is one of the first of them.
   */
  async #enterStage(): Promise<void> {
    const { model, trainStep, stepsPerEpoch } = this.#prepared;
    const stage = this.#plan.stageAt(this.#step, stepsPerEpoch);
    if (stage.index === trainStep.stage.index) return;
    const { step } = this.#judge.stage;
    await this.#stageBest.flush();
    const best = step === null || step === this.#step ? null : await this.#listener.stageBest(step);
    this.#judge = atNextStage(this.#judge);
    await this.#listener.onStage();
    trainStep.enter(stage, () => {
      if (best) model.write(averagedWeights(best.weights, best.slots));
    });
  }

  /** Goes through what is left of an epoch. @returns whether it was gone through to its end */
  async #epoch(epoch: number): Promise<boolean> {
    const { data, trainStep, stepsPerEpoch, parts } = this.#prepared;
    const { batchSize, seed } = this.#project.training;
    const order = epochOrder(data.training, seed, epoch);
    const done = this.#step - epoch * stepsPerEpoch;
    if (done === 0) this.#recorder.beginEpoch();
    const batches = batchesOf(order, batchSize, done * batchSize);
    const stream = new BatchStream(this.#tf, data.training, batches, parts, { seed, epoch });
    while (this.#step < (epoch + 1) * stepsPerEpoch) {
      if (!(await this.#turn())) return false;
      await this.#enterStage();
      const began = performance.now();
      const batch = await stream.next();
      if (!batch) break;
      const waited = performance.now() - began;
      const learningRate = this.#rateAt(this.#step);
      const outcome = trainStep.run(batch, this.#step + 1, learningRate);
      stream.done(batch);
      this.#step++;
      this.#recorder.add(outcome, batch.indices.length, learningRate);
      if (this.#recorder.due) await this.#readMetrics(false);
      this.#pace.add(performance.now() - began, waited);
      await this.#listener.onStep(this.#step);
      if (this.#checkpointDue(LONG_INTERVAL)) await this.#checkpoint();
    }
    await this.#readMetrics(true);
    if (!(await this.#validate())) return false;
    await this.#endEpoch();
    if (this.#checkpointDue(CHECKPOINT_INTERVAL)) await this.#checkpoint();
    return true;
  }

  /** Judges the epoch that has ended, and keeps its weights where it is the best. */
  async #endEpoch(): Promise<void> {
    const measured = this.#recorder.epochValues;
    const { stage } = this.#prepared.trainStep;
    const { training } = this.#project;
    const ended = {
      ...this.#validation,
      ...measured,
      metrics: { ...this.#validation?.metrics, ...measured.metrics },
      epoch: Math.round(this.#step / this.#prepared.stepsPerEpoch),
      step: this.#step,
      learningRate: this.#rateAt(this.#step - 1),
    };
    const judged = judge(training, this.#judge, ended, stage);
    // Only the last stage can end the run.
    const isLast = stage.index === this.#plan.stages.length - 1;
    this.#judge = { ...judged, stopped: (judged.stopped || judged.stage.stopped) && isLast };
    if (judged.stage.stopped && !isLast) this.#endStage(ended.epoch - stage.firstEpoch);
    this.#validation = undefined;
    this.#listener.onJudged(this.#judge);
    const isBest = training.earlyStopping.keepBest && judged.best?.step === this.#step;
    const isStageBest = !isLast && judged.stage.step === this.#step;
    if (!isBest && !isStageBest) return;
    const checkpoint = await this.#read();
    if (isBest) this.#best.keep(checkpoint);
    if (isStageBest) this.#stageBest.keep(checkpoint);
  }

  /** The stage in progress is over after so many epochs; the next one begins where they end. */
  #endStage(epochs: number): void {
    const { training } = this.#project;
    const ended = [...this.#judge.ended, { stage: this.#prepared.trainStep.stage.index, epochs }];
    this.#judge = { ...this.#judge, ended };
    this.#plan = planOf(training, ended);
    this.#listener.onPlan(this.#plan);
  }

  #checkpointDue(interval: number): boolean {
    return performance.now() - this.#savedAt >= Math.max(interval, PAUSE_PER_CHECKPOINT * this.#saving);
  }

  async #validate(): Promise<boolean> {
    const { data, model, trainStep, stepsPerEpoch, goals, parts } = this.#prepared;
    if (data.validation.count === 0) return true;
    const evaluated = { model, evaluator: trainStep, goals, parts };
    const result = await evaluate(this.#tf, evaluated, data.validation, () => this.#turn());
    if (!result) return false;
    expectFinite(result.loss, this.#step);
    this.#validation = {
      step: this.#step,
      epoch: this.#step / stepsPerEpoch,
      validationLoss: result.loss,
      validationAccuracy: result.accuracy,
      metrics: result.metrics,
    };
    this.#point(this.#validation);
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
    if (point) this.#point(point);
  }

  #point(point: MetricPoint): void {
    const { stage } = this.#prepared.trainStep;
    const staged = this.#project.training.stages.length > 0;
    this.#listener.onPoint(staged ? { ...point, stage: stage.index + 1 } : point);
  }

  /** Keeps what was learned so far, with a point of the curves for the steps up to here. */
  async #checkpoint(): Promise<void> {
    await this.#readMetrics(true);
    if (this.#savedStep === this.#step && this.#savedJudged === this.#judge.judged) return;
    const began = performance.now();
    await this.#best.flush();
    await this.#stageBest.flush();
    await this.#listener.onCheckpoint(await this.#read());
    this.#savedJudged = this.#judge.judged;
    this.#savedStep = this.#step;
    this.#savedAt = performance.now();
    this.#saving = this.#savedAt - began;
  }

  /** Everything that training goes on from. */
  async #read(): Promise<Checkpoint> {
    const { trainStep, stepsPerEpoch } = this.#prepared;
    const [weights, slots] = await Promise.all([trainStep.readWeights(), trainStep.readSlots()]);
    return {
      state: {
        version: 2,
        step: this.#step,
        epoch: Math.floor(this.#step / stepsPerEpoch),
        stepInEpoch: this.#step % stepsPerEpoch,
        seed: this.#project.training.seed,
        sums: this.#recorder.epochSums,
        judge: this.#judge,
      },
      weights,
      slots,
    };
  }
}

function expectFinite(loss: number, step: number): void {
  if (!Number.isFinite(loss)) throw new RunFailed({ code: 'train/not-finite', step, loss: String(loss) });
}
