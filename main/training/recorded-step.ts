import type { TrainingSettings } from '#shared/training/settings';
import type { UpdateOp } from '../compiled/graph-writer';
import type { Traced, TracedFunction } from '../compiled/program';
import type { Model, ModelWeight } from '../model/model';
import type { Scalar, Tensor, TensorFlow, Variable } from '../model/tensorflow';
import { createObjective } from './losses';
import type { OptimizerRule } from './optimizers/define';

/** One slot of one weight, as a variable that the recording knows. */
export interface SlotVariable {
  readonly name: string;
  readonly weight: ModelWeight;
  readonly variable: Variable;
}

interface StepToRecord {
  readonly model: Model;
  readonly settings: Pick<TrainingSettings, 'loss' | 'optimizer'>;
  readonly rule: OptimizerRule;
  readonly slots: readonly SlotVariable[];
}

export const stepName = (batchSize: number): string => `train-${batchSize}`;

/** The training step for batches of one size: takes `samples`, `labels`, `step`, `rate`; gives the loss and how many are right. */
export function recordedStep(
  tf: TensorFlow,
  { model, settings, rule, slots }: StepToRecord,
  batchSize: number,
): TracedFunction {
  const samples = tf.zeros([batchSize, ...model.sampleShape]);
  const labels = tf.zeros([batchSize], 'int32');
  const step = tf.scalar(1, 'int32');
  const rate = tf.scalar(rule.rate(1, settings.optimizer.learningRate));
  const objective = createObjective(tf, settings.loss, model.head);
  const variables = model.trainable.map(weight => weight.variable);
  const body = (): Traced => {
    let correct: Scalar | undefined;
    const { value, grads } = tf.variableGrads(() => {
      const last = model.forward(samples, { training: true, step });
      correct = objective.correct(last, labels);
      return objective.loss(last, labels);
    }, variables);
    if (!correct) throw new Error('The forward pass was not run.');
    const updates = model.trainable.flatMap(weight => {
      const gradient = grads[weight.variable.name];
      // A weight that the loss does not depend on stays as it is, as in Keras.
      return gradient ? move(tf, rule, weight, slotsOf(slots, weight), gradient, rate) : [];
    });
    return { outputs: [value, correct], updates };
  };
  return { name: stepName(batchSize), inputs: { samples, labels, step, rate }, body };
}

const slotsOf = (slots: readonly SlotVariable[], weight: ModelWeight) => slots.filter(slot => slot.weight === weight);

/** Moves one weight: by the fused op, which is given back, or by assigning what the formula computes. */
function move(
  tf: TensorFlow,
  { fused, update }: OptimizerRule,
  weight: ModelWeight,
  slots: readonly SlotVariable[],
  gradient: Tensor,
  rate: Scalar,
): UpdateOp[] {
  if (fused) {
    const variables = [weight.name, ...slots.map(slot => slot.name)];
    return [{ op: fused.op, attrs: fused.attrs, variables, inputs: fused.inputs(tf, rate, gradient) }];
  }
  const [next, ...moved] = update(tf, rate)(
    weight.variable,
    gradient,
    slots.map(slot => slot.variable),
  );
  weight.variable.assign(next);
  for (const [index, { variable }] of slots.entries()) {
    const value = moved[index];
    if (value) variable.assign(value);
  }
  return [];
}
