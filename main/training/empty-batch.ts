import type { Model } from '../model/model';
import type { Tensor, TensorFlow } from '../model/tensorflow';
import type { Goal } from './goals';

/** Zeros in the place of a batch's samples, to record with. */
export const emptySamples = (tf: TensorFlow, { inputs }: Model, batchSize: number): Tensor[] =>
  inputs.map(({ shape }) => tf.zeros([batchSize, ...shape]));

/** Zeros in the place of a batch's targets, to record with. @param training whether its samples may be mixed */
export const emptyTargets = (
  tf: TensorFlow,
  { ends }: Model,
  goals: readonly Goal[],
  batchSize: number,
  training = false,
): Tensor[] =>
  ends.map(({ shape }, i) => {
    if (training && goals[i]?.isMixed && goals[i].target === 'class') return tf.zeros([batchSize, shape.at(-1) ?? 1]);
    switch (goals[i]?.target) {
      case 'numbers':
        return tf.zeros([batchSize, ...shape]);
      case 'class-map':
        return tf.zeros([batchSize, ...shape.slice(0, -1)], 'int32');
      default:
        return tf.zeros([batchSize], 'int32');
    }
  });
