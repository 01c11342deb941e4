import type { TrainingSettings } from '#shared/training/settings';
import type { Model } from '../model/model';
import type { Scalar, Tensor } from '../model/tensorflow';
import type { NamedTensor } from '../model/trained-model';
import type { BatchEvaluator } from './evaluate-batch';
import { type Goal, onlyGoal } from './goals';
import type { StageSettings } from './parameter-groups';

/** As Keras's `x` and `y`: a list in the order of the model's Inputs, and one in that of its ends; the only one may stand alone. */
export interface Batch {
  /** float32, batch axis first. */
  readonly samples: Tensor | readonly Tensor[];
  /** Class numbers, int32 [n], or what else the output's goal says. */
  readonly labels: Tensor | readonly Tensor[];
}

export const asList = (tensors: Tensor | readonly Tensor[]): readonly Tensor[] =>
  'dataId' in tensors ? [tensors] : tensors;

/** The tensors of a list as inputs of a recorded function. */
export const numbered = (name: string, tensors: Tensor | readonly Tensor[]): Record<string, Tensor> =>
  Object.fromEntries(asList(tensors).map((tensor, i) => [`${name}${i}`, tensor]));

/** What a step needs to know of how a project is trained. */
export interface StepSettings
  extends StageSettings,
    Pick<
      TrainingSettings,
      'loss' | 'optimizer' | 'precision' | 'gradientClipping' | 'clippingThreshold' | 'weightAverage'
    > {
  /** What each output learns, in the order of the model's ends; where it is absent, the only one learns a class with `loss`. */
  readonly goals?: readonly Goal[];
}

export const goalsFor = ({ ends: [end] }: Pick<Model, 'ends'>, settings: StepSettings): readonly Goal[] =>
  settings.goals ?? (end ? onlyGoal(end.node, settings) : []);

/** What one step tells of its batch, as it was before the step. Left on the device, since reading would wait for it; the caller disposes. */
export interface StepOutcome {
  /** The mean over the batch. */
  readonly loss: Scalar;
  /** How many of the batch were right, float32; 0 where no accuracy says how good the whole network is, see `hasAccuracy`. */
  readonly correct: Scalar;
  /** What `measuresOf` names. */
  readonly further: Scalar[];
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
