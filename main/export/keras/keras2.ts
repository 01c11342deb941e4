import { z } from 'zod';
import { Activation, tfjsActivation } from '#shared/layers/activations';

type Json = z.infer<ReturnType<typeof z.json>>;

const KerasTensor = z.object({
  config: z.object({
    shape: z.array(z.int().nullable()),
    keras_history: z.tuple([z.string(), z.int(), z.int()]),
  }),
});
/** A layer inside another one. */
const Wrapped = z.object({ class_name: z.string(), config: z.record(z.string(), z.json()) });
const Layer = Wrapped.extend({
  name: z.string(),
  inbound_nodes: z.array(z.object({ args: z.array(z.union([KerasTensor, z.array(KerasTensor)])) })),
});
const End = z.tuple([z.string(), z.int(), z.int()]);
/** The only one stands without a list around it. */
const Ends = z.union([End.transform(end => [end]), z.array(End)]);

/** What `config.json` of a `.keras` file says of a Functional model. */
export const Keras3Config = z.object({
  config: z.object({ name: z.string(), layers: z.array(Layer), input_layers: Ends, output_layers: Ends }),
});
export type Keras3Config = z.infer<typeof Keras3Config>;

/** The same model as Keras 2 would describe it, which is what tfjs reads. */
export function keras2Topology({ config }: Keras3Config): Record<string, Json> {
  const layers = config.layers.map(layer => {
    const tensors = layer.inbound_nodes.flatMap(call => call.args.flat());
    const { className, settings } = keras2Layer(layer, tensors[0]?.config.shape ?? []);
    const calls = layer.inbound_nodes.map(call => call.args.flat().map(tensor => [...tensor.config.keras_history, {}]));
    return { class_name: className, name: layer.name, config: settings, inbound_nodes: calls };
  });
  const { name, input_layers, output_layers } = config;
  return {
    class_name: 'Model',
    config: { name, layers, input_layers, output_layers },
  };
}

interface Keras2Layer {
  readonly className: string;
  readonly settings: Record<string, Json>;
}

/**
 * A configuration for weights that are given: tfjs makes no others first, nor brings these to their constraints. What outputs add to
 * the loss it cannot compute, and refuses.
 */
const givenWeights = (config: Readonly<Record<string, Json>>): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(config)
      .filter(([name]) => !name.endsWith('_constraint') && name !== 'activity_regularizer')
      .map(([name, value]) => [name, name.endsWith('_initializer') ? 'zeros' : value]),
  );

function keras2Layer({ class_name, config }: z.output<typeof Wrapped>, input: readonly (number | null)[]): Keras2Layer {
  const { batch_shape, ...settings } = givenWeights(config);
  if (batch_shape !== undefined) settings.batch_input_shape = batch_shape;
  for (const name of ['activation', 'recurrent_activation']) {
    const activation = Activation.safeParse(settings[name]);
    if (activation.success) settings[name] = tfjsActivation(activation.data);
  }
  const wrapped = Wrapped.safeParse(settings.layer);
  if (wrapped.success) {
    const { className, settings: config } = keras2Layer(wrapped.data, []);
    settings.layer = { class_name: className, config };
  }
  if (class_name === 'LeakyReLU') settings.alpha = settings.negative_slope ?? null;
  const ours = ourForm(class_name);
  if (ours) return { className: ours.className, settings: { ...settings, ...ours.further } };
  const special = specialForm(class_name, settings);
  if (special) return { className: special, settings };
  // tfjs flattens no rows; Keras leaves them as they are.
  if (class_name === 'ActivityRegularization' || (class_name === 'Flatten' && input.length === 2)) {
    return { className: 'Activation', settings: { name: settings.name ?? '', activation: 'linear' } };
  }
  if (class_name === 'Reshape') settings.target_shape = resolveReshape(settings.target_shape, input);
  return { className: class_name, settings };
}

/** The class of ours that stands for several of Keras's, and what tells these apart. */
function ourForm(kerasClass: string): { className: string; further?: Record<string, Json> } | undefined {
  const pooling = /^Global(Average|Max)Pooling/.exec(kerasClass)?.[1];
  if (pooling) return { className: 'GlobalPooling', further: { mode: pooling.toLowerCase() } };
  if (/^SpatialDropout[23]D$/.test(kerasClass)) return { className: 'Dropout' };
  const border = /^(ZeroPadding|Cropping|UpSampling)[13]D$/.exec(kerasClass)?.[1];
  return border ? { className: border } : undefined;
}

/** The class of ours for one that tfjs lacks with these settings alone. */
function specialForm(kerasClass: string, settings: Readonly<Record<string, Json>>): string | undefined {
  const { groups = 1, dilation_rate: rate = 1, padding, interpolation } = settings;
  const isDilated = [rate].flat().some(distance => distance !== 1);
  switch (kerasClass) {
    case 'Conv1D':
      return groups === 1 ? (padding === 'causal' ? 'CausalConv1D' : undefined) : 'GroupedConv1D';
    case 'Conv2D':
      return groups === 1 ? undefined : 'GroupedConv2D';
    case 'Conv3D':
      return groups === 1 && !isDilated ? undefined : 'GroupedConv3D';
    case 'DepthwiseConv2D':
      return isDilated ? 'DilatedDepthwiseConv2D' : undefined;
    case 'UpSampling2D':
      return interpolation === 'bilinear' ? 'BilinearUpSampling2D' : undefined;
    default:
      return undefined;
  }
}

/** A target shape without -1, which tfjs works out only when the size of the batch is known. */
function resolveReshape(target: Json | undefined, input: readonly (number | null)[]): number[] {
  const sizes = z.array(z.int()).parse(target);
  const total = input.slice(1).reduce<number>((product, dim) => product * (dim ?? 1), 1);
  const known = sizes.reduce((product, size) => (size === -1 ? product : product * size), 1);
  return sizes.map(size => (size === -1 ? total / known : size));
}
