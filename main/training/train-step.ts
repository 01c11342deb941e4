import type { TrainingSettings } from '#shared/training/settings';
import type { Scalar, Tensor } from '../model/tensorflow';
import type { NamedTensor } from '../model/trained-model';
import type { BatchEvaluator } from './evaluate-batch';
import type { StageSettings } from './parameter-groups';

export interface Batch {
  /** float32, batch axis first. */
  readonly samples: Tensor;
  /** Class numbers, int32 [n]. */
  readonly labels: Tensor;
}

/** What a step needs to know of how a project is trained. */
export interface StepSettings
  extends StageSettings,
    Pick<
      TrainingSettings,
      'loss' | 'optimizer' | 'precision' | 'gradientClipping' | 'clippingThreshold' | 'weightAverage'
    > {
  /** How much a sample of each class counts in the loss; all the same where it is absent. */
  readonly weightOfClass?: Float32Array;
}

/** What one step tells of its batch, as it was before the step. Left on the device, since reading would wait for it; the caller disposes. */
export interface StepOutcome {
  /** The mean over the batch. */
  readonly loss: Scalar;
  /** How many of the batch were right, float32. */
  readonly correct: Scalar;
}

/**
 * Forward, backward and the optimizer's move, in one. However it does that, the numbers are the same. It also evaluates, where
 * the weights are; averaged weights in their averages' place.
 */
export interface TrainStep extends BatchEvaluator {
  /** Which implementation this is, for the studio to show. */
  readonly kind: string;
  /**
   * @param step the number of this step in the run, from 1: randomness follows it, and bias correction, counted in its stage
   * @param learningRate may differ at every step; groups of weights have it times their factor
   */
  run(batch: Batch, step: number, learningRate: number): StepOutcome;
  /**
   * Brings the model's own weights up to date; call before they are read. Where weights are averaged, the model gets the
   * averages, and training still goes on with the weights themselves.
   */
  syncWeights(): void;
  /** The weights that training goes on with, for a checkpoint. */
  readWeights(): Promise<NamedTensor[]>;
  /** The optimizer's memory, `weight/slot`, for a checkpoint; the weights' averages are part of it. */
  readSlots(): Promise<NamedTensor[]>;
  /**
   * Takes up a checkpoint's.
   * @throws Error where one is missing or has another shape
   */
  writeSlots(slots: readonly NamedTensor[]): void;
  dispose(): void;
}
