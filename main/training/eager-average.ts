import type { WeightAverage } from '#shared/training/callbacks';
import type { ModelWeight } from '../model/model';
import type { Tensor, TensorFlow } from '../model/tensorflow';
import type { NamedTensor } from '../model/trained-model';
import { slotsInOrder } from './slots';
import { averageMomentum, averageName, nextAverage, overwrites } from './weight-average';

/** The moving averages beside weights that are trained in place; they can be shown in the weights' place between two steps. */
export class EagerAverage {
  readonly #tf: TensorFlow;
  readonly #weights: readonly ModelWeight[];
  readonly #settings: WeightAverage;
  #averages: Tensor[];
  /** The weights themselves, while the averages are shown in their place. */
  #hidden: Tensor[] | null = null;

  constructor(tf: TensorFlow, weights: readonly ModelWeight[], settings: WeightAverage) {
    this.#tf = tf;
    this.#weights = weights;
    this.#settings = settings;
    this.#averages = weights.map(({ variable }) => tf.keep(variable.clone()));
  }

  /** To be called after a step. @param step from 1 */
  follow(step: number): void {
    const tf = this.#tf;
    const momentum = tf.scalar(averageMomentum(this.#settings, step));
    this.#averages = this.#weights.map(({ variable }, i) => {
      const average = this.#averages[i];
      if (!average) throw new Error('A weight has no average.');
      const next = tf.tidy(() => tf.keep(nextAverage(tf, average, variable, momentum)));
      average.dispose();
      return next;
    });
    momentum.dispose();
    if (overwrites(this.#settings, step)) this.#assign(this.#averages);
  }

  /** Puts the averages where the weights are. */
  show(): void {
    if (this.#hidden) return;
    this.#hidden = this.#weights.map(({ variable }) => this.#tf.keep(variable.clone()));
    this.#assign(this.#averages);
  }

  /** Puts the weights back. */
  hide(): void {
    if (!this.#hidden) return;
    this.#assign(this.#hidden);
    this.#tf.dispose(this.#hidden);
    this.#hidden = null;
  }

  #assign(values: readonly Tensor[]): void {
    for (const [i, { variable }] of this.#weights.entries()) {
      const value = values[i];
      if (value) variable.assign(value);
    }
  }

  read(): Promise<NamedTensor[]> {
    return Promise.all(
      this.#weights.map(async (weight, i) => ({
        name: averageName(weight),
        shape: weight.shape,
        values: Float32Array.from((await this.#averages[i]?.data<'float32'>()) ?? []),
      })),
    );
  }

  /** @throws Error where one is missing or has another shape */
  write(tensors: readonly NamedTensor[]): void {
    const slots = this.#weights.map(weight => ({ weight, name: averageName(weight) }));
    const found = slotsInOrder(slots, tensors);
    this.#tf.dispose(this.#averages);
    this.#averages = found.map(({ values, shape }) => this.#tf.keep(this.#tf.tensor(values, [...shape])));
  }

  dispose(): void {
    this.#tf.dispose(this.#averages);
    this.#tf.dispose(this.#hidden ?? []);
    this.#hidden = null;
  }
}
