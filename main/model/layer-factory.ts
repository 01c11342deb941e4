import type { BuiltLayer, LayerFactory } from '#shared/layers/define';
import { hashSeeds } from '../random/random';
import { createBatchNormalization } from './batch-normalization';
import { createBiasAdd } from './gradients';
import { rawOps } from './raw-ops';
import type { Tensor, Tensor4D, TensorFlow } from './tensorflow';

/** What a layer is told beside its inputs. */
export interface CallContext {
  readonly training: boolean;
  /** The step's number, int32: where a training step's randomness starts. */
  readonly step?: Tensor;
}

type Activation = NonNullable<Parameters<LayerFactory['activation']>[0]['activation']>;

/** tfjs's layers take and give one tensor or a list of them; here it is one. */
export const onlyTensor = (tensors: Tensor | Tensor[]): Tensor => {
  const [only] = Array.isArray(tensors) ? tensors : [tensors];
  if (!only) throw new Error('Expected a tensor, received an empty list.');
  return only;
};

const pair = (sizes: number | number[]): [number, number] => {
  const [height = 1, width = height] = Array.isArray(sizes) ? sizes : [sizes];
  return [height, width];
};

/**
 * tfjs's layers, except where it pays to call TensorFlow more directly: the bias of Dense and Conv2D, BatchNormalization, and
 * Dropout, whose tfjs version draws in JavaScript and with a seed repeats its mask for ever. Weights start at 0: the model fills them in itself.
 * @param seed of the run; Dropout draws from it, its layer's name and the step
 */
export function createLayerFactory(tf: TensorFlow, seed: number): LayerFactory {
  const biasAdd = createBiasAdd(tf);
  const ops = rawOps(tf);

  /** `layer` with `compute`, `+ bias` and the activation as its forward pass. */
  const withBias = (
    layer: BuiltLayer,
    activation: Activation | undefined,
    compute: (input: Tensor, kernel: Tensor) => Tensor,
  ): void => {
    const activate = !activation || activation === 'linear' ? undefined : tf.layers.activation({ activation });
    layer.call = inputs => {
      const [kernel, bias] = layer.weights;
      if (!kernel) throw new Error(`Layer ${layer.name} was called before it was built.`);
      const product = compute(onlyTensor(inputs), kernel.read());
      const sum = bias ? biasAdd(product, bias.read()) : product;
      return activate ? onlyTensor(activate.call(sum, {})) : sum;
    };
  };

  return {
    ...tf.layers,
    dense(args) {
      const layer = tf.layers.dense({ ...args, kernelInitializer: 'zeros' });
      withBias(layer, args.activation, (input, kernel) => {
        if (input.rank <= 2) return tf.matMul(input, kernel);
        const features = input.shape.at(-1) ?? 1;
        const rows = tf.matMul(tf.reshape(input, [-1, features]), kernel);
        return tf.reshape(rows, [...input.shape.slice(0, -1), args.units]);
      });
      return layer;
    },
    conv2d(args) {
      const layer = tf.layers.conv2d({ ...args, kernelInitializer: 'zeros' });
      const strides = pair(args.strides ?? 1);
      const padding = args.padding === 'same' ? 'same' : 'valid';
      withBias(layer, args.activation, (input, kernel) =>
        // Four axes each, as the layer's `build` made sure of.
        tf.conv2d(input as Tensor4D, kernel as Tensor4D, strides, padding),
      );
      return layer;
    },
    batchNormalization(args = {}) {
      const layer = tf.layers.batchNormalization(args);
      const normalize = createBatchNormalization(tf, layer, args);
      layer.call = (inputs, { training = false }: Partial<CallContext>) => normalize(onlyTensor(inputs), training);
      return layer;
    },
    dropout(args) {
      const layer = tf.layers.dropout(args);
      const layerSeed = hashSeeds([seed, 'dropout', args.name ?? '']);
      layer.call = (inputs, { training, step }: Partial<CallContext>) => {
        const input = onlyTensor(inputs);
        if (!training || args.rate === 0) return input;
        if (!step) throw new Error('Dropout in a training step needs the number of the step.');
        return tf.tidy(() => {
          const drawn = ops.statelessUniform(input.shape, tf.stack([tf.scalar(layerSeed, 'int32'), step]));
          const kept = tf.cast(tf.greaterEqual(drawn, args.rate), 'float32');
          return tf.mul(input, tf.mul(kept, 1 / (1 - args.rate)));
        });
      };
      return layer;
    },
  };
}
