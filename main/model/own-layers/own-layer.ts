import type { Tensor } from '@tensorflow/tfjs';
import type { Shape } from '#shared/graph/shape';
import type { BuiltLayer } from '#shared/layers/define';

/** tfjs with whatever backend the caller runs on. */
export type Tfjs = typeof import('@tensorflow/tfjs');

/** A Keras layer that tfjs lacks. */
export interface OwnLayerSpec<Args extends { readonly name: string }> {
  /** Keras's, also in its files. */
  readonly className: string;
  /** In Keras's `get_weights` order; all trainable. */
  weights(inputs: readonly Shape[], args: Args): readonly (readonly [name: string, shape: readonly number[]])[];
  outputShape(inputs: readonly Shape[], args: Args): Shape;
  /** The forward pass in plain tfjs ops, in training and otherwise. */
  compute(tf: Tfjs, inputs: readonly Tensor[], weights: readonly Tensor[], args: Args): Tensor;
}

const listOf = <T>(values: T | T[]): T[] => (Array.isArray(values) ? values : [values]);

/** tfjs gives one shape, or a list of them where a layer has several inputs. */
const isShapes = (shapes: Shape | readonly Shape[]): shapes is readonly Shape[] => Array.isArray(shapes[0]);
const shapesOf = (shapes: Shape | readonly Shape[]): readonly Shape[] => (isShapes(shapes) ? shapes : [shapes]);

/** The tfjs layer of a class that tfjs lacks; its weights start at 0. */
export function createOwnLayer<Args extends { readonly name: string }>(
  tf: Tfjs,
  spec: OwnLayerSpec<Args>,
  args: Args,
): BuiltLayer {
  class OwnLayer extends tf.layers.Layer {
    static readonly className = spec.className;

    override build(inputShape: Shape | readonly Shape[]): void {
      for (const [name, shape] of spec.weights(shapesOf(inputShape), args)) {
        this.addWeight(name, [...shape], 'float32', tf.initializers.zeros());
      }
      this.built = true;
    }

    override computeOutputShape(inputShape: Shape | readonly Shape[]) {
      return [...spec.outputShape(shapesOf(inputShape), args)];
    }

    override call(inputs: Tensor | Tensor[]): Tensor {
      const weights = this.weights.map(weight => weight.read());
      return tf.tidy(() => spec.compute(tf, listOf(inputs), weights, args));
    }
  }
  return new OwnLayer({ name: args.name });
}
