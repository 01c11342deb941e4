import type { UpdateOp } from '../compiled/graph-writer';
import type { Traced, TracedFunction } from '../compiled/program';
import type { Model, ModelWeight } from '../model/model';
import type { Scalar, Tensor, TensorFlow, Variable } from '../model/tensorflow';
import { clipGradients } from './clip-gradients';
import { emptySamples, emptyTargets } from './empty-batch';
import { createObjective } from './objective';
import type { OptimizerRule, Rates } from './optimizers/define';
import type { ParameterGroups } from './parameter-groups';
import { goalsFor, numbered, type StepSettings } from './train-step';

/** One slot of one weight, as a variable that the recording knows. */
export interface SlotVariable {
  readonly name: string;
  readonly weight: ModelWeight;
  readonly variable: Variable;
}

interface StepToRecord {
  readonly model: Model;
  readonly settings: StepSettings;
  readonly rule: OptimizerRule;
  readonly groups: ParameterGroups;
  readonly slots: readonly SlotVariable[];
}

export const stepName = (batchSize: number): string => `train-${batchSize}`;

/** The numbers of a step as inputs of its graph: two for each group of weights. */
export const rateInputs = (rates: readonly Rates[]): Record<string, Scalar> =>
  Object.fromEntries(
    rates.flatMap(({ learningRate, rate }, group) => [
      [`learningRate${group}`, learningRate],
      [`rate${group}`, rate],
    ]),
  );

/**
 * The training step for batches of one size: takes the tensors of a batch, `step` and the `rateInputs`; gives the loss, how many
 * are right, and what else is measured.
 */
export function recordedStep(
  tf: TensorFlow,
  { model, settings, rule, groups, slots }: StepToRecord,
  batchSize: number,
): TracedFunction {
  const goals = goalsFor(model, settings);
  const samples = emptySamples(tf, model, batchSize);
  const labels = emptyTargets(tf, model, goals, batchSize, true);
  const step = tf.scalar(1, 'int32');
  const rates = groups.rates(tf, rule, 1, settings.optimizer.learningRate);
  const trained = groups.weights.map(({ weight }) => weight);
  const objective = createObjective(tf, model, goals, trained);
  const variables = groups.weights.map(({ weight }) => weight.variable);
  const body = (): Traced => {
    let measured: readonly Scalar[] | undefined;
    const { value, grads } = tf.variableGrads(() => {
      const forward = model.forwardWithActivity(samples, { training: true, step, frozen: settings.frozen });
      const { loss, correct, further } = objective.measure(forward, labels);
      measured = [correct, ...further];
      return loss;
    }, variables);
    if (!measured) throw new Error('The forward pass was not run.');
    // A weight that the loss does not depend on stays as it is, as in Keras.
    const moving = groups.weights.filter(({ weight }) => grads[weight.variable.name]);
    const gradients = clipGradients(
      tf,
      settings,
      moving.flatMap(({ weight }) => grads[weight.variable.name] ?? []),
    );
    const updates = moving.flatMap(({ weight, group }, i) => {
      const gradient = gradients[i];
      const rate = rates[group];
      return gradient && rate ? move(tf, rule, weight, slotsOf(slots, weight), gradient, rate) : [];
    });
    return { outputs: [value, ...measured], updates };
  };
  return {
    name: stepName(batchSize),
    inputs: { ...numbered('samples', samples), ...numbered('labels', labels), step, ...rateInputs(rates) },
    body,
  };
}

const slotsOf = (slots: readonly SlotVariable[], weight: ModelWeight) => slots.filter(slot => slot.weight === weight);

/** Moves one weight: by the fused ops, which are given back, or by assigning what the formula computes. */
function move(
  tf: TensorFlow,
  { fused, update }: OptimizerRule,
  weight: ModelWeight,
  slots: readonly SlotVariable[],
  gradient: Tensor,
  rates: Rates,
): UpdateOp[] {
  if (fused) {
    return fused.map(({ op, attrs, weightOnly, inputs }) => ({
      op,
      attrs,
      variables: weightOnly ? [weight.name] : [weight.name, ...slots.map(slot => slot.name)],
      inputs: inputs(tf, rates, gradient, weight.variable),
    }));
  }
  const [next, ...moved] = update(tf, rates)(
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
