import type { TrainingSettings } from '#shared/training/settings';
import type { Model, ModelWeight } from '../model/model';
import type { Scalar, Tensor, TensorFlow } from '../model/tensorflow';
import type { NamedTensor } from '../model/trained-model';
import { createObjective, type Objective } from './losses';
import type { OptimizerRule } from './optimizers/define';
import { optimizerRule } from './optimizers/optimizers';
import { slotName, slotsInOrder } from './slots';
import type { Batch, StepOutcome, TrainStep } from './train-step';

interface TrainedWeight {
  readonly weight: ModelWeight;
  slots: Tensor[];
}

/** The step as single TensorFlow ops, run one by one as tfjs calls them: the reference for every faster one. */
export class EagerTrainStep implements TrainStep {
  readonly kind: string;
  readonly #tf: TensorFlow;
  readonly #model: Model;
  readonly #objective: Objective;
  readonly #rule: OptimizerRule;
  readonly #trained: readonly TrainedWeight[];

  /** @param why it is not the compiled step, where that could not be made */
  constructor(
    tf: TensorFlow,
    model: Model,
    { loss, optimizer }: Pick<TrainingSettings, 'loss' | 'optimizer'>,
    why?: string,
  ) {
    this.kind = `eager: TensorFlow ops one by one${why ? ` (${why})` : ''}`;
    this.#tf = tf;
    this.#model = model;
    this.#objective = createObjective(tf, loss, model.head);
    this.#rule = optimizerRule(optimizer);
    this.#trained = model.trainable.map(weight => ({
      weight,
      slots: this.#rule.slots.map(() => tf.zeros([...weight.shape])),
    }));
  }

  run({ samples, labels }: Batch, step: number, learningRate: number): StepOutcome {
    const tf = this.#tf;
    return tf.tidy(() => {
      let correct: Scalar | undefined;
      const forward = (): Scalar => {
        const context = { training: true, step: tf.scalar(step, 'int32') };
        const last = this.#model.forward(samples, context);
        correct = tf.keep(this.#objective.correct(last, labels));
        return this.#objective.loss(last, labels);
      };
      const variables = this.#trained.map(({ weight }) => weight.variable);
      const { value, grads } = tf.variableGrads(forward, variables);
      const update = this.#rule.update(tf, tf.scalar(this.#rule.rate(step, learningRate)));
      for (const trained of this.#trained) {
        const { variable } = trained.weight;
        const gradient = grads[variable.name];
        // A weight that the loss does not depend on stays as it is, as in Keras.
        if (!gradient) continue;
        const [next, ...slots] = update(variable, gradient, trained.slots);
        variable.assign(next);
        tf.dispose(trained.slots);
        trained.slots = slots.map(slot => tf.keep(slot));
      }
      if (!correct) throw new Error('The forward pass was not run.');
      return { loss: value, correct };
    });
  }

  syncWeights(): void {
    // Nothing to do: this step works on the model's own weights.
  }

  async readSlots(): Promise<NamedTensor[]> {
    const slots = this.#trained.flatMap(({ weight, slots }) =>
      slots.map(async (tensor, i) => ({
        name: slotName(weight, this.#rule, i),
        shape: weight.shape,
        values: Float32Array.from(await tensor.data<'float32'>()),
      })),
    );
    return Promise.all(slots);
  }

  writeSlots(tensors: readonly NamedTensor[]): void {
    const names = this.#trained.flatMap(({ weight }) =>
      this.#rule.slots.map((_, i) => ({ weight, name: slotName(weight, this.#rule, i) })),
    );
    const ordered = slotsInOrder(names, tensors).values();
    for (const trained of this.#trained) {
      this.#tf.dispose(trained.slots);
      trained.slots = this.#rule.slots.flatMap(() => {
        const slot = ordered.next().value;
        return slot ? [this.#tf.tensor(slot.values, [...slot.shape])] : [];
      });
    }
  }

  dispose(): void {
    for (const { slots } of this.#trained) this.#tf.dispose(slots);
  }
}
