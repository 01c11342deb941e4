import type { NodeId } from '#shared/graph/graph';
import type { BuiltLayer, LayerFactory } from '#shared/layers/define';
import { createBiasAdd } from '../gradients';
import { type RawOps, rawOps } from '../raw-ops';
import type { Tensor, TensorFlow } from '../tensorflow';

/** What a forward pass is told beside its samples. */
export interface CallContext {
  readonly training: boolean;
  /** Nodes that are not trained at the moment, beside those that are frozen in the project. */
  readonly frozen?: ReadonlySet<NodeId>;
  /** The step's number, int32: where a training step's randomness starts. */
  readonly step?: Tensor;
}

/** What a layer is told beside its inputs. */
export interface LayerContext extends CallContext {
  /** Whether it may learn. */
  readonly trainable: boolean;
}

type Activation = NonNullable<Parameters<LayerFactory['activation']>[0]['activation']>;

/** What the families of layers are made with. */
export interface LayerKit {
  readonly tf: TensorFlow;
  readonly ops: RawOps;
  /** Of the run: what is random in training draws from it, its layer's name and the step. */
  readonly seed: number;
  /**
   * Gives `layer` a forward pass of `compute` with its kernels, `+ bias` and the activation.
   * @param kernels how many of its weights come before the bias, where it has one
   */
  withBias(
    layer: BuiltLayer,
    activation: Activation | undefined,
    compute: (input: Tensor, kernel: Tensor, second: Tensor | undefined) => Tensor,
    kernels?: 1 | 2,
  ): void;
}

/** tfjs's layers take and give one tensor or a list of them; here it is one. */
export const onlyTensor = (tensors: Tensor | Tensor[]): Tensor => {
  const [only] = Array.isArray(tensors) ? tensors : [tensors];
  if (!only) throw new Error('Expected a tensor, received an empty list.');
  return only;
};

/** tfjs's activation layer, with TensorFlow's own relu6: tfjs's takes two ops, and seven more for the gradient. */
export function activationLayer(tf: TensorFlow, args: Parameters<LayerFactory['activation']>[0]) {
  const layer = tf.layers.activation(args);
  if (args.activation === 'relu6') layer.call = inputs => tf.relu6(onlyTensor(inputs));
  return layer;
}

export function createLayerKit(tf: TensorFlow, seed: number): LayerKit {
  const biasAdd = createBiasAdd(tf);
  return {
    tf,
    ops: rawOps(tf),
    seed,
    withBias(layer, activation, compute, kernels = 1) {
      const activate = !activation || activation === 'linear' ? undefined : activationLayer(tf, { activation });
      layer.call = inputs => {
        const [kernel, second] = layer.weights;
        const bias = layer.weights[kernels];
        if (!kernel) throw new Error(`Layer ${layer.name} was called before it was built.`);
        const product = compute(onlyTensor(inputs), kernel.read(), kernels === 2 ? second?.read() : undefined);
        const sum = bias ? biasAdd(product, bias.read()) : product;
        return activate ? onlyTensor(activate.call(sum, {})) : sum;
      };
    },
  };
}
