import { precisionNames } from '#shared/training/precision';
import { constrainWeights } from '../model/constrain';
import type { Model, ModelWeight } from '../model/model';
import type { Scalar, Tensor, TensorFlow } from '../model/tensorflow';
import type { NamedTensor } from '../model/trained-model';
import { clipGradients } from './clip-gradients';
import { EagerAverage } from './eager-average';
import { type BatchEvaluation, evaluateEagerly } from './evaluate-batch';
import { createObjective, type Objective } from './objective';
import type { OptimizerRule } from './optimizers/define';
import { optimizerRule } from './optimizers/optimizers';
import { ParameterGroups } from './parameter-groups';
import { type Slot, slotsInOrder, slotsOf } from './slots';
import { asList, type Batch, goalsFor, type StepOutcome, type StepSettings, type TrainStep } from './train-step';

interface TrainedWeight {
  readonly weight: ModelWeight;
  readonly group: number;
  readonly slots: readonly Slot[];
  values: Tensor[];
}

/** The step as single TensorFlow ops, run one by one as tfjs calls them: the reference for every faster one. */
export class EagerTrainStep implements TrainStep {
  readonly kind: string;
  readonly #tf: TensorFlow;
  readonly #model: Model;
  readonly #settings: StepSettings;
  readonly #objective: Objective;
  readonly #rule: OptimizerRule;
  readonly #groups: ParameterGroups;
  readonly #trained: readonly TrainedWeight[];
  readonly #average: EagerAverage | null;

  /** @param why it is not the compiled step, where that could not be made */
  constructor(tf: TensorFlow, model: Model, settings: StepSettings, why?: string) {
    // What TensorFlow computes one by one is what tfjs gives it: float32.
    const instead = settings.precision === 'float32' ? '' : `, not in ${precisionNames[settings.precision]}`;
    this.kind = `eager: TensorFlow ops one by one${why ? ` (${why})` : ''}, ${precisionNames.float32}${instead}`;
    this.#tf = tf;
    this.#model = model;
    this.#settings = settings;
    this.#rule = optimizerRule(settings.optimizer);
    this.#groups = new ParameterGroups(model, settings);
    const trained = this.#groups.weights.map(({ weight }) => weight);
    this.#objective = createObjective(tf, model, goalsFor(model, settings), trained);
    this.#trained = this.#groups.weights.map(({ weight, group }) => {
      const slots = slotsOf(weight, this.#rule);
      return { weight, group, slots, values: slots.map(({ initial }) => tf.fill([...weight.shape], initial)) };
    });
    this.#average = settings.weightAverage.enabled
      ? new EagerAverage(
          tf,
          this.#trained.map(({ weight }) => weight),
          settings.weightAverage,
        )
      : null;
  }

  run({ samples, labels }: Batch, step: number, learningRate: number): StepOutcome {
    const tf = this.#tf;
    const { frozen, stepsBefore = 0 } = this.#settings;
    const ownStep = step - stepsBefore;
    this.#average?.hide();
    const outcome = tf.tidy(() => {
      let measured: Omit<StepOutcome, 'loss'> | undefined;
      const forward = (): Scalar => {
        const context = { training: true, step: tf.scalar(step, 'int32'), frozen };
        const forward = this.#model.forwardWithActivity(samples, context);
        const { loss, correct, further } = this.#objective.measure(forward, asList(labels));
        // The loss of an output may be that of the whole network: what is kept must be let go by itself.
        measured = { correct: tf.keep(correct.clone()), further: further.map(value => tf.keep(value.clone())) };
        return loss;
      };
      const variables = this.#trained.map(({ weight }) => weight.variable);
      const { value, grads } = tf.variableGrads(forward, variables);
      const rates = this.#groups.rates(tf, this.#rule, ownStep, learningRate);
      const updates = rates.map(rate => this.#rule.update(tf, rate));
      // A weight that the loss does not depend on stays as it is, as in Keras.
      const moving = this.#trained.filter(({ weight }) => grads[weight.variable.name]);
      const gradients = moving.flatMap(({ weight }) => grads[weight.variable.name] ?? []);
      for (const [i, gradient] of clipGradients(tf, this.#settings, gradients).entries()) {
        const trained = moving[i];
        const update = trained && updates[trained.group];
        if (!update) continue;
        const [next, ...values] = update(trained.weight.variable, gradient, trained.values);
        trained.weight.variable.assign(next);
        tf.dispose(trained.values);
        trained.values = values.map(value => tf.keep(value));
      }
      if (!measured) throw new Error('The forward pass was not run.');
      return { loss: value, ...measured };
    });
    this.#average?.follow(ownStep);
    constrainWeights(
      tf,
      this.#trained.map(({ weight }) => weight),
    );
    return outcome;
  }

  evaluateBatch(batch: Batch): Promise<BatchEvaluation> {
    this.#average?.show();
    return evaluateEagerly(this.#tf, { model: this.#model, objective: this.#objective }, batch);
  }

  syncWeights(): void {
    // This step works on the model's own weights: they are up to date, unless they are averaged.
    this.#average?.show();
  }

  readWeights(): Promise<NamedTensor[]> {
    this.#average?.hide();
    return this.#model.read();
  }

  async readSlots(): Promise<NamedTensor[]> {
    const read = this.#trained.flatMap(({ weight, slots, values }) =>
      slots.map(async ({ name }, i) => ({
        name,
        shape: weight.shape,
        values: Float32Array.from((await values[i]?.data<'float32'>()) ?? []),
      })),
    );
    return [...(await Promise.all(read)), ...((await this.#average?.read()) ?? [])];
  }

  writeSlots(tensors: readonly NamedTensor[]): void {
    // All are looked up before any is taken up, so that nothing has changed where one is missing.
    const found = this.#trained.map(({ slots }) => slotsInOrder(slots, tensors));
    this.#average?.write(tensors);
    for (const [i, trained] of this.#trained.entries()) {
      this.#tf.dispose(trained.values);
      trained.values = (found[i] ?? []).map(({ values, shape }) => this.#tf.tensor(values, [...shape]));
    }
  }

  dispose(): void {
    for (const { values } of this.#trained) this.#tf.dispose(values);
    this.#average?.dispose();
  }
}
