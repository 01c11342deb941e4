import type { PlannedStage } from '#shared/training/plan';
import type { NamedTensor } from '../model/trained-model';
import type { BatchEvaluation } from './evaluate-batch';
import type { Batch, StepOutcome, TrainStep } from './train-step';

/**
 * The step of a run with stages: for each stage a step of its own, with a new optimizer over the weights that it trains. That is
 * what recompiling does in Keras, and unfreezing in fast.ai.
 */
export class StagedStep implements TrainStep {
  readonly #create: (stage: PlannedStage) => TrainStep;
  #stage: PlannedStage;
  /** `null` only where there was no memory for the next one. */
  #step: TrainStep | null;

  /** @param stage the first, or that of the checkpoint whose slots are written next */
  constructor(create: (stage: PlannedStage) => TrainStep, stage: PlannedStage) {
    this.#create = create;
    this.#stage = stage;
    this.#step = create(stage);
  }

  get stage(): PlannedStage {
    return this.#stage;
  }

  /**
   * Goes on in another stage; the optimizer's memory is gone then. Where weights are averaged, the next stage starts from the
   * averages, as after Keras's `fit`.
   * @param change gives the network other weights to start from
   */
  enter(stage: PlannedStage, change: () => void = () => undefined): void {
    this.syncWeights();
    this.dispose();
    change();
    this.#step = this.#create(stage);
    this.#stage = stage;
  }

  get #current(): TrainStep {
    if (!this.#step) throw new Error('The step of the next stage was never made.');
    return this.#step;
  }

  get kind(): string {
    return this.#current.kind;
  }

  run(batch: Batch, step: number, learningRate: number): StepOutcome {
    return this.#current.run(batch, step, learningRate);
  }

  evaluateBatch(batch: Batch): Promise<BatchEvaluation> {
    return this.#current.evaluateBatch(batch);
  }

  syncWeights(): void {
    this.#step?.syncWeights();
  }

  readWeights(): Promise<NamedTensor[]> {
    return this.#current.readWeights();
  }

  readSlots(): Promise<NamedTensor[]> {
    return this.#current.readSlots();
  }

  writeSlots(slots: readonly NamedTensor[]): void {
    this.#current.writeSlots(slots);
  }

  dispose(): void {
    this.#step?.dispose();
    this.#step = null;
  }
}
