import { learnsNumbers } from '#shared/data/targets';
import type { NodeId } from '#shared/graph/graph';
import type { OutputEnd } from '#shared/project/ends';
import type { LossName } from '#shared/training/losses';
import type { TrainingSettings } from '#shared/training/settings';

/** What one output of a network learns. */
export interface Goal {
  readonly node: NodeId;
  readonly loss: LossName;
  /** How much its loss counts in the sum. */
  readonly weight: number;
  /**
   * What its targets are: class numbers, int32 [n]; those of pixels, int32 [n, height, width]; or numbers in the output's shape,
   * float32.
   */
  readonly target: 'class' | 'class-map' | 'numbers';
  /**
   * How much a sample of each class counts, as Keras's `class_weight`: the sum of the weighted losses is still divided by the
   * number of samples.
   */
  readonly weightOfClass?: Float32Array | undefined;
  /** In training, classes come as shares of each, float32 [n, width], since samples are mixed. */
  readonly isMixed?: boolean;
}

/** What the outputs of a project learn, in the order of the model's ends. */
export const goalsOf = (
  outputs: readonly OutputEnd[],
  weightsOf: (end: OutputEnd) => Float32Array | undefined,
  isMixed = false,
): readonly Goal[] =>
  outputs.map(end => {
    const { node, loss, weight, target } = end;
    const kind = target?.kind === 'class-map' ? 'class-map' : 'class';
    const learns = learnsNumbers(target) ? 'numbers' : kind;
    return { node, loss, weight, target: learns, weightOfClass: weightsOf(end), ...(isMixed ? { isMixed } : {}) };
  });

/** Of the only output of a network that learns a class. */
export const onlyGoal = (
  node: NodeId,
  { loss }: Pick<TrainingSettings, 'loss'>,
  weightOfClass?: Float32Array,
): readonly Goal[] => [{ node, loss, weight: 1, target: 'class', weightOfClass }];

/** One value that a step measures of its batch beside loss and hits. */
export interface Measure {
  /** Keras's name of it: that of the output, then what is measured. */
  readonly name: string;
  /** Whether it is a mean over the batch, or a sum of what each sample counts. */
  readonly kind: 'mean' | 'sum';
}

/** What a step measures beside its loss and its hits: with several outputs the loss and the hits of each. */
export const measuresOf = (goals: readonly Goal[]): readonly Measure[] =>
  goals.length === 1
    ? []
    : goals.flatMap(({ node, target }): Measure[] => [
        { name: `${node}_loss`, kind: 'mean' },
        ...(target === 'numbers' ? [] : [{ name: `${node}_accuracy`, kind: 'sum' } as const]),
      ]);

/** Whether one accuracy says how good the whole network is. */
export const hasAccuracy = (goals: readonly Goal[]): boolean => goals.length === 1 && goals[0]?.target !== 'numbers';
