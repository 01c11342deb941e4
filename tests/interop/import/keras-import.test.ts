import * as tf from '@tensorflow/tfjs';
import { strToU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { functionalModel } from '#main/export/functional';
import { trainedNetwork } from '#main/export/network';
import { analyzeGraph, parameterCount } from '#shared/graph/analyze';
import { importModel } from '#shared/import/import-model';
import { layers } from '#shared/layers/catalogue';
import { plainProject } from '#shared/project/plain';
import { randomlyTrained, tfjsHolds } from '../../support/trained';
import { networks } from '../export/networks';
import { runKeras } from '../keras/run-keras';

/** What real Keras and real tfjs write of a model becomes a graph with the same layers, names, shapes and parameters. */

const Described = z.object({
  json: z.string(),
  layers: z.array(z.object({ name: z.string(), shape: z.array(z.int().nullable()), parameters: z.int() })),
});

const describeModel = `
def described(model):
    def flat(part, inside):
        for layer in (getattr(part, "_functional", None) or part).operations:
            if isinstance(layer, keras.Model):
                yield from flat(layer, True)
            elif not (inside and isinstance(layer, keras.layers.InputLayer)):
                count = layer.count_params() if isinstance(layer, keras.Layer) else 0
                yield {"name": layer.name, "shape": list(layer.output.shape), "parameters": count}
    return {"json": model.to_json(), "layers": list(flat(model, False))}
`;

function expectImported({ json, layers: theirs }: z.infer<typeof Described>): void {
  const imported = importModel(strToU8(json), 'model.json');
  if (!imported.ok) throw new Error(JSON.stringify(imported.error, null, 1));
  const { graph } = imported.value.project;
  const { nodes, problems } = analyzeGraph(graph);
  expect(problems).toEqual([]);
  const ours = [...nodes].map(([name, { analysis }]) => ({
    name,
    shape: analysis?.output,
    parameters: analysis && parameterCount(analysis),
  }));
  const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
  expect(ours.sort(byName)).toEqual([...theirs].sort(byName));
}

describe('applications of Keras', () => {
  test.each(['MobileNetV2', 'ResNet50', 'DenseNet121', 'Xception'])('%s', async application => {
    const script = `${describeModel}
result = described(getattr(keras.applications, args["application"])(weights=None))`;
    expectImported(await runKeras(script, { application }, Described));
  });
});

const models = `${describeModel}
L = keras.layers
def residual():
    i = keras.Input((8, 8, 4), name="picture")
    x = L.Conv2D(4, 3, padding="same", kernel_regularizer="l2", kernel_initializer="he_normal")(i)
    x = L.ReLU(max_value=6)(L.BatchNormalization(axis=3)(x))
    return keras.Model(i, L.Dense(3, "softmax")(L.GlobalAveragePooling2D()(i + x)))
def nested():
    base = keras.Sequential([keras.Input((6, 6, 3)), L.Conv2D(4, 3, activation="swish"), L.LeakyReLU(0.1)], name="base")
    base.trainable = False
    i = keras.Input((6, 6, 3))
    head = keras.Sequential([L.Flatten(), L.Dropout(0.2), L.Dense(2)], name="head")
    return keras.Model(i, head(base(i)))
def attention():
    q, v = keras.Input((5, 6), name="q"), keras.Input((7, 6), name="v")
    return keras.Model([q, v], L.MultiHeadAttention(2, 3)(query=q, value=v))
def of_model():
    base = keras.applications.MobileNetV2(weights=None, input_shape=(32, 32, 3), include_top=False)
    return keras.Sequential([base, L.GlobalAveragePooling2D(), L.Dense(5)])
`;

test.each(['residual', 'nested', 'attention', 'of_model'])('a model of several kinds of parts: %s', async name => {
  expectImported(await runKeras(`${models}\nresult = described(${name}())`, {}, Described));
});

test('layers and models that are called twice become nodes that share their weights', async () => {
  const script = `
L = keras.layers
x = keras.Input((6, 6, 3))
encoder = keras.Model(x, L.Flatten()(L.BatchNormalization()(L.Conv2D(4, 3, name="conv")(x))), name="encoder")
head = keras.Sequential([keras.Input((64,)), L.Dense(5, "relu", name="head-dense")], name="head")
a, b = keras.Input((6, 6, 3), name="a"), keras.Input((6, 6, 3), name="b")
scale = L.Dense(5, name="scale")
left, right = scale(head(encoder(a))), scale(head(encoder(b)))
model = keras.Model([a, b], L.Dense(1, "sigmoid")(L.Concatenate(name="both")([right, left])))
result = {"json": model.to_json(), "parameters": model.count_params()}`;
  const Siamese = z.object({ json: z.string(), parameters: z.int() });
  const { json, parameters } = await runKeras(script, {}, Siamese);
  const imported = importModel(strToU8(json), 'siamese.json');
  if (!imported.ok) throw new Error(JSON.stringify(imported.error, null, 1));
  const { graph } = imported.value.project;
  const analysis = analyzeGraph(graph);
  expect(analysis.problems).toEqual([]);
  expect(analysis.parameters).toBe(parameters);
  const shared = Object.fromEntries(
    graph.nodes.flatMap(({ id, sharesWith }) => (sharesWith ? [[id, sharesWith]] : [])),
  );
  expect(shared).toMatchObject({ conv_2: 'conv', 'head-dense_2': 'head-dense', scale_2: 'scale' });
  expect(Object.keys(shared)).toHaveLength(5);
  const before = (id: string): string => {
    const source = graph.edges.find(({ to }) => to === id)?.from;
    return source === undefined ? id : before(source);
  };
  expect(graph.edges.flatMap(({ from, to }) => (to === 'both' ? [before(from)] : []))).toEqual(['b', 'a']);
});

test('what frozen models hold stays frozen', async () => {
  const { json } = await runKeras(`${models}\nresult = described(nested())`, {}, Described);
  const imported = importModel(strToU8(json), 'model.json');
  const frozen = imported.ok ? imported.value.project.graph.nodes.filter(node => node.trainable === false) : [];
  expect(frozen.map(({ type }) => type)).toEqual(['conv2d', 'leakyRelu']);
});

test('every layer with every sample of its laws is read as it was written', async () => {
  const cases = [...layers.values()]
    .filter(({ ports }) => ports.length > 0)
    .flatMap(definition => definition.samples.map(sample => ({ definition, ...sample })));
  const script = `
result = []
for case in args["cases"]:
    layer = getattr(keras.layers, case["class"]).from_config({"name": "under-test", **case["config"]})
    inputs = [keras.Input(shape[1:]) for shape in case["inputs"]]
    arrived = inputs if case["apart"] else [inputs[0] if len(inputs) == 1 else inputs]
    result.append(keras.Model(inputs, layer(*arrived)).to_json())
`;
  const written = await runKeras(
    script,
    {
      cases: cases.map(({ definition, inputs, params }) => ({
        class: definition.kerasClass,
        config: definition.kerasConfig(params),
        inputs,
        apart: definition.takesInputsApart ?? false,
      })),
    },
    z.array(z.string()),
  );
  for (const [index, { definition, params }] of cases.entries()) {
    // Keras itself writes how many groups -1 has come to.
    if (JSON.stringify(params).includes('"groups":-1')) continue;
    const imported = importModel(strToU8(written[index] ?? ''), 'model.json');
    const where = `${definition.kerasClass} ${JSON.stringify(params)}`;
    if (!imported.ok) throw new Error(`${where}: ${JSON.stringify(imported.error)}`);
    expect(imported.value.notes, where).toEqual([]);
    const node = imported.value.project.graph.nodes.find(({ id }) => id === 'under-test');
    expect(node?.type, where).toBe(definition.type);
    expect(definition.parse(node?.params), where).toEqual(definition.parse(params));
  }
});

/** What tfjs has no word for as it has it: no regularizer of outputs, and normal distributions that are cut off. */
const inTfjs = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value ?? null, (key, each) => {
      if (key === 'activityRegularizer') return { l1: 0, l2: 0 };
      return each === 'untruncated_normal' ? 'truncated_normal' : each;
    }),
  );

test.each(networks.filter(([, project]) => tfjsHolds(project)))(
  'tfjs writes, and the graph is the same: %s',
  (_name, project) => {
    const { graph } = plainProject(project);
    const built = functionalModel(tf, trainedNetwork(randomlyTrained(project)), 'network');
    const json = { format: 'layers-model', modelTopology: built.toJSON(null, false), weightsManifest: [] };
    built.dispose();
    const imported = importModel(strToU8(JSON.stringify(json)), 'model.json');
    if (!imported.ok) throw new Error(JSON.stringify(imported.error, null, 1));
    const expected = analyzeGraph(graph);
    const { nodes, problems } = analyzeGraph(imported.value.project.graph);
    expect(problems).toEqual([]);
    expect([...nodes.keys()].sort()).toEqual([...expected.nodes.keys()].sort());
    for (const [id, { analysis, node, layer }] of nodes) {
      const theirs = expected.nodes.get(id);
      expect(analysis?.output, id).toEqual(theirs?.analysis?.output);
      // tfjs keeps a fixed kernel among the weights.
      if (theirs?.layer?.type === 'fixedConv2d') continue;
      // tfjs writes the depthwise initializer for the pointwise one.
      if (layer?.type === 'separableConv2d') continue;
      expect(inTfjs(analysis?.weights), id).toEqual(inTfjs(theirs?.analysis?.weights));
      // tfjs has no such layer, which changes nothing of what passes through it.
      if (theirs?.layer?.type === 'activityRegularization') continue;
      // tfjs has no Flatten that takes a row, so the export writes a Reshape, and that without -1.
      if (!['flatten', 'reshape'].includes(theirs?.layer?.type ?? ''))
        expect(inTfjs(layer?.parse(node.params)), id).toEqual(inTfjs(theirs?.layer?.parse(theirs.node.params)));
    }
  },
);
