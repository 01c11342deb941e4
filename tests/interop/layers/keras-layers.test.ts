import * as tf from '@tensorflow/tfjs-node-gpu';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { prepareGradients } from '#main/model/gradients';
import { createLayerFactory } from '#main/model/layer-factory';
import { onlyTensor } from '#main/model/layers/kit';
import type { Shape } from '#shared/graph/shape';
import { layers } from '#shared/layers/catalogue';
import type { LayerDefinition } from '#shared/layers/define';
import { normals, sampleValues } from '../../support/trained';
import { fromWire, runKeras, toWire, WireTensor } from '../keras/run-keras';

/**
 * The laws that bind the catalogue to real Keras: its class takes our configuration, even where the user's own settings differ
 * from ours, and then has our shapes, our weights in our order, and computes what the engine's layer computes, in training too,
 * with the same gradients.
 */

const BATCH = 3;
const TOLERANCE = 1e-5;
/** Gradients go through more sums, each in an order of its own. */
const GRADIENT_TOLERANCE = 1e-4;

const script = `
keras.config.set_image_data_format("channels_first")
keras.config.set_dtype_policy("float64")
try:
    config = {"name": "under-test", "dtype": "float32", **args["config"]}
    layer = getattr(keras.layers, args["class"]).from_config(config)
    shapes = [tuple(shape) for shape in args["inputs"]]
    answer = {}
    if shapes:
        inputs = [to_array(tensor) for tensor in args["tensors"]]
        if len(shapes) > 1 and not args["apart"]:
            shapes, inputs = [shapes], [inputs]
        layer.build(*shapes)
        answer["shape"] = list(layer.compute_output_shape(*shapes))
        answer["weights"] = [
            {"name": w.name, "shape": list(w.shape), "trainable": bool(w.trainable)} for w in layer.weights
        ]
        layer.set_weights([to_array(w) for w in args["weights"]])
        answer["output"] = from_array(layer(*inputs, training=False))
        if args["trains"]:
            answer["trained"] = from_array(layer(*inputs, training=True))
            answer["after"] = [from_array(w) for w in layer.get_weights()]
        import tensorflow as tf
        sources = tf.nest.map_structure(tf.constant, inputs)
        weights = [w.value for w in layer.trainable_weights]
        with tf.GradientTape() as tape:
            tape.watch(sources)
            output = layer(*sources, training=args["trains"])
            loss = tf.reduce_sum(output * to_array(args["cotangent"]))
        gradients = tape.gradient(loss, tf.nest.flatten(sources) + weights, unconnected_gradients="zero")
        answer["gradients"] = [from_array(tf.convert_to_tensor(g)) for g in gradients]
    else:
        answer["shape"] = list(layer.output.shape)
        answer["weights"] = []
    answer["parameters"] = layer.count_params()
    result = answer
finally:
    keras.config.set_image_data_format("channels_last")
    keras.config.set_dtype_policy("float32")
`;

const Answer = z.object({
  shape: z.array(z.int().nullable()),
  weights: z.array(z.object({ name: z.string(), shape: z.array(z.int()), trainable: z.boolean() })),
  parameters: z.int(),
  output: WireTensor.optional(),
  trained: WireTensor.optional(),
  after: z.array(WireTensor).optional(),
  /** By the inputs, then by the trainable weights, of the sum of the output times the cotangent. */
  gradients: z.array(WireTensor).default([]),
});

const batched = (shape: Shape): number[] => [BATCH, ...shape.slice(1).map(dim => dim ?? 1)];
const size = (shape: readonly number[]): number => shape.reduce((product, dim) => product * dim, 1);

interface Case {
  readonly definition: LayerDefinition;
  readonly inputs: readonly Shape[];
  readonly params: Record<string, unknown>;
}

/** Layers whose training mode does the same for the same input: all but those that draw. */
const isDeterministic = ({ definition, params }: Case): boolean =>
  definition.category !== 'regularization' && !params.dropout && !params.recurrentDropout;

function makeCase({ definition, inputs, params }: Case) {
  const analysis = definition.analyze(inputs, params);
  if (!analysis.ok) throw new Error(JSON.stringify(analysis.error));
  const tensors = inputs.map((shape, index) => ({
    shape: batched(shape),
    values: sampleValues(size(batched(shape)), index + 1, definition.indexCount(params)),
  }));
  const weights = analysis.value.weights.map(({ name, shape }, index) => {
    // Sums that stay near 1, as training leaves them: a softmax of large ones has no gradient but rounding.
    const fanIn = shape.length > 1 ? size(shape.slice(0, -1)) : 1;
    const drawn = normals(size(shape), index + 100).map(value => value / Math.sqrt(fanIn));
    return { shape, values: name === 'moving_variance' ? drawn.map(value => 0.5 + value ** 2) : drawn };
  });
  const outputShape = batched(analysis.value.output);
  const cotangent = { shape: outputShape, values: normals(size(outputShape), 200) };
  return { analysis: analysis.value, tensors, weights, cotangent };
}

function buildLayer({ definition, inputs, params }: Case, { weights }: ReturnType<typeof makeCase>) {
  const layer = definition.build(createLayerFactory(tf, 0), 'under-test', params);
  layer.build(inputs.length === 1 ? [...(inputs[0] ?? [])] : inputs.map(shape => [...shape]));
  layer.setWeights(weights.map(({ shape, values }) => tf.tensor(values, [...shape])));
  return layer;
}

/** What our layer computes, and its weights afterwards. */
function compute(example: Case, made: ReturnType<typeof makeCase>, training: boolean) {
  return tf.tidy(() => {
    const layer = buildLayer(example, made);
    const arrived = made.tensors.map(({ shape, values }) => tf.tensor(values, shape));
    const output = onlyTensor(layer.call(arrived.length === 1 ? onlyTensor(arrived) : arrived, { training }));
    return { output: output.dataSync(), after: layer.getWeights().map(weight => weight.dataSync()) };
  });
}

/** As Keras's: by the inputs, then by the trainable weights; 0 by whole numbers, which no gradient reaches. */
function gradients(example: Case, made: ReturnType<typeof makeCase>, training: boolean) {
  return tf.tidy(() => {
    prepareGradients(tf);
    const layer = buildLayer(example, made);
    const sources = made.tensors.map(({ shape, values }) => tf.variable(tf.tensor(values, shape)));
    const learned = layer.trainableWeights.map(weight => weight.read());
    const cotangent = tf.tensor(made.cotangent.values, made.cotangent.shape);
    const variables = [...sources, ...learned].filter(tensor => tensor instanceof tf.Variable);
    const looksUp = example.definition.indexCount(example.params) !== undefined;
    const { grads } = tf.variableGrads(
      () => {
        const output = onlyTensor(layer.call(sources.length === 1 ? onlyTensor(sources) : sources, { training }));
        return tf.sum(tf.mul(output, cotangent));
      },
      looksUp ? variables.slice(sources.length) : variables,
    );
    return variables.map(({ name, shape }) => (grads[name] ?? tf.zeros(shape)).dataSync());
  });
}

function expectClose(received: WireTensor | undefined, expected: ArrayLike<number>, tolerance = TOLERANCE): void {
  if (!received) throw new Error('Keras gave no numbers.');
  const numbers = fromWire(received);
  expect(numbers.length).toBe(expected.length);
  const worst = numbers.reduce((max, value, i) => Math.max(max, Math.abs(value - (expected[i] ?? Number.NaN))), 0);
  // Gradients are sums over many places, and so larger than 1.
  const scale = numbers.reduce((max, value) => Math.max(max, Math.abs(value)), 1);
  expect(worst / scale).toBeLessThanOrEqual(tolerance);
}

const cases = [...layers.values()].flatMap(definition =>
  definition.samples.map(
    ({ inputs, params }) =>
      [`${definition.kerasClass} ${JSON.stringify(params)}`, { definition, inputs, params }] as const,
  ),
);

describe.each(cases)('%s', (_name, example) => {
  test('is the same layer in real Keras', async () => {
    const { definition, inputs, params } = example;
    const made = makeCase(example);
    const trains = isDeterministic(example);
    const answer = await runKeras(
      script,
      {
        class: definition.kerasClass,
        config: definition.kerasConfig(params),
        inputs,
        tensors: made.tensors.map(({ shape, values }) => toWire(shape, values)),
        weights: made.weights.map(({ shape, values }) => toWire(shape, values)),
        cotangent: toWire(made.cotangent.shape, made.cotangent.values),
        trains,
        apart: definition.takesInputsApart ?? false,
      },
      Answer,
    );
    const { analysis } = made;
    expect(answer.shape).toEqual(analysis.output);
    expect(answer.weights).toEqual(
      // Keras names a weight inside the part that holds it, such as the `kernel` of `query`.
      analysis.weights.map(({ name, shape, trainable }) => ({
        name: name.split('/').at(-1),
        shape: [...shape],
        trainable,
      })),
    );
    expect(answer.parameters).toBe(analysis.weights.reduce((sum, { shape }) => sum + size(shape), 0));
    if (inputs.length === 0) return;
    expectClose(answer.output, compute(example, made, false).output);
    for (const [index, gradient] of gradients(example, made, trains).entries()) {
      expectClose(answer.gradients[index], gradient, GRADIENT_TOLERANCE);
    }
    if (!trains) return;
    const trained = compute(example, made, true);
    expectClose(answer.trained, trained.output);
    for (const [index, weight] of trained.after.entries()) expectClose(answer.after?.[index], weight);
  });
});
