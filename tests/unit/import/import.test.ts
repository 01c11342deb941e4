import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { kerasModelConfig } from '#main/export/keras/config';
import type { TrainedNode } from '#main/export/network';
import { analyzeGraph } from '#shared/graph/analyze';
import { incoming } from '#shared/graph/topology';
import { importModel } from '#shared/import/import-model';
import { describeImportError } from '#shared/import/issue';
import { checkProject } from '#shared/project/check';
import { plainProject } from '#shared/project/plain';
import type { Project } from '#shared/project/project';
import { templates } from '#shared/templates/catalogue';

const onlyUse = (owner: string) => ({ owner, use: 0 });

/** The `config.json` that the export writes for a project, without any weights. */
function exportedConfig(project: Project): string {
  const plain = plainProject(project);
  const { order, nodes: analyses, inputs, outputs } = checkProject(plain);
  const edges = incoming(plain.graph);
  const nodes = order.map((id): TrainedNode => {
    const { node, layer, inputs: shapes = [], analysis } = analyses.get(id) ?? {};
    if (!node || !layer || !analysis) throw new Error(`Node ${id} is in error.`);
    const arriving = layer.ports.flatMap(port => (edges.get(id) ?? []).filter(edge => edge.port === port.name));
    const from = arriving.map((edge, index) => ({
      id: edge.from,
      ...onlyUse(edge.from),
      shape: shapes[index] ?? [],
    }));
    const { params, trainable = true } = node;
    return { id, ...onlyUse(id), layer, params, trainable, inputs: from, output: analysis.output, weights: [] };
  });
  const ends = { inputs: inputs.map(({ node }) => node), outputs: outputs.map(({ node }) => node) };
  return JSON.stringify(kerasModelConfig({ ...ends, nodes }, nodes, plain, outputs));
}

const imported = (text: string) => importModel(strToU8(text), 'network.json');

function refusal(value: unknown): string {
  const result = imported(typeof value === 'string' ? value : JSON.stringify(value));
  if (result.ok) throw new Error('It was imported.');
  return describeImportError(result.error);
}

describe.each(templates.map(template => [template.id, template.project()] as const))('template %s', (_id, project) => {
  test('comes back from the export as it was', () => {
    const result = imported(exportedConfig(project));
    if (!result.ok) throw new Error(describeImportError(result.error));
    expect(result.value.notes).toEqual([]);
    const ours = checkProject(plainProject(project));
    const theirs = checkProject(result.value.project);
    const told = ({ nodes }: typeof ours) =>
      new Map([...nodes].map(([id, { node, layer }]) => [id, [node.type, layer?.parse(node.params), node.trainable]]));
    expect(told(theirs)).toEqual(told(ours));
    const wires = (edges: Project['graph']['edges']) =>
      edges.map(({ from, to, port }) => `${to}:${port} ${from}`).sort();
    expect(wires(result.value.project.graph.edges)).toEqual(wires(plainProject(project).graph.edges));
    expect(Object.keys(result.value.project.layout)).toHaveLength(theirs.nodes.size);
  });
});

const input = (name = 'in', shape: unknown = [null, 4]) => ({
  class_name: 'InputLayer',
  name,
  config: { name, batch_input_shape: shape },
  inbound_nodes: [],
});
const dense = (name: string, from: string, config: Record<string, unknown> = {}) => ({
  class_name: 'Dense',
  name,
  config: { name, units: 3, ...config },
  inbound_nodes: [[[from, 0, 0, {}]]],
});
/** A model as tf.keras 2 writes it. */
const model = (layers: readonly unknown[], output = 'out') => ({
  class_name: 'Functional',
  config: { name: 'net', layers, input_layers: [['in', 0, 0]], output_layers: [[output, 0, 0]] },
});

describe('what Keras 2 writes', () => {
  test('a functional model', () => {
    const result = imported(JSON.stringify(model([input(), dense('out', 'in', { activation: 'swish' })])));
    expect(result).toMatchObject({ ok: true, value: { notes: [], project: { name: 'net' } } });
    if (!result.ok) return;
    const { graph } = result.value.project;
    expect(graph.nodes).toEqual([
      { id: 'in', type: 'input', params: { shape: [4] } },
      { id: 'out', type: 'dense', params: { units: 3, activation: 'silu' } },
    ]);
    expect(graph.edges).toEqual([{ from: 'in', to: 'out', port: 'input' }]);
  });

  test('a Sequential model without an InputLayer, in its oldest form', () => {
    const first = { class_name: 'Dense', config: { name: 'a', units: 2, batch_input_shape: [null, 5] } };
    const result = imported(JSON.stringify({ class_name: 'Sequential', config: [first] }));
    if (!result.ok) throw new Error(describeImportError(result.error));
    expect(checkProject(result.value.project).parameters).toBe(12);
    expect(result.value.project.name).toBe('network');
  });

  test('models inside the model, in which names come twice', () => {
    const inner = {
      class_name: 'Functional',
      name: 'head',
      config: {
        name: 'head',
        layers: [input('x', [null, 3]), dense('d', 'x')],
        input_layers: [['x', 0, 0]],
        output_layers: [['d', 0, 0]],
      },
      inbound_nodes: [[['d', 0, 0, {}]]],
    };
    const result = imported(JSON.stringify(model([input(), dense('d', 'in'), inner, dense('out', 'head')])));
    if (!result.ok) throw new Error(describeImportError(result.error));
    expect(result.value.project.graph.edges.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'in d',
      'd head_d',
      'head_d out',
    ]);
    expect(result.value.notes).toEqual([{ layer: 'd', className: 'Dense', message: 'it is called head_d here.' }]);
  });
});

describe('what is used several times', () => {
  const shares = (text: unknown) => {
    const result = imported(JSON.stringify(text));
    if (!result.ok) throw new Error(describeImportError(result.error));
    const { nodes, edges } = result.value.project.graph;
    expect(analyzeGraph(result.value.project.graph).problems).toEqual([]);
    return [nodes.map(({ id, sharesWith }) => [id, sharesWith]), edges.map(({ from, to }) => `${from} ${to}`)];
  };

  test('a layer: a node for each use, which share their weights', () => {
    const twice = { ...dense('a', 'in'), inbound_nodes: [[['in', 0, 0, {}]], [['a', 0, 0, {}]]] };
    const out = { ...dense('out', 'a'), inbound_nodes: [[['a', 1, 0, {}]]] };
    expect(shares(model([input('in', [null, 3]), twice, out]))).toEqual([
      [
        ['in', undefined],
        ['a', undefined],
        ['a_2', 'a'],
        ['out', undefined],
      ],
      ['in a', 'a a_2', 'a_2 out'],
    ]);
  });

  test('a model: what is in it, once for each use', () => {
    const config = {
      name: 'encoder',
      layers: [input('x', [null, 3]), dense('d', 'x')],
      input_layers: [['x', 0, 0]],
      output_layers: [['d', 0, 0]],
    };
    // As Keras 2 and tfjs count: a model's first call is the one that it was made with.
    const encoder = {
      class_name: 'Functional',
      name: 'encoder',
      config,
      inbound_nodes: [[['in', 0, 0, {}]], [['other', 0, 0, {}]]],
    };
    const both = {
      class_name: 'Add',
      config: { name: 'both' },
      name: 'both',
      inbound_nodes: [
        [
          ['encoder', 2, 0, {}],
          ['encoder', 1, 0, {}],
        ],
      ],
    };
    expect(shares(model([input('in', [null, 3]), input('other', [null, 3]), encoder, both]))).toEqual([
      [
        ['in', undefined],
        ['other', undefined],
        ['d', undefined],
        ['d_2', 'd'],
        ['both', undefined],
      ],
      ['in d', 'other d_2', 'd_2 both', 'd both'],
    ]);
  });
});

describe('what cannot be represented is named', () => {
  test('every unknown layer and argument at once', () => {
    const text = refusal(
      model([
        input(),
        { ...dense('strange', 'in'), class_name: 'Lambda' },
        { ...dense('relu', 'strange'), class_name: 'ReLU', config: { name: 'relu', max_value: -4 } },
        dense('odd', 'relu', { activation: 'my_own' }),
        dense('out', 'odd', { something_new: 7 }),
      ]),
    );
    for (const part of ['strange (Lambda)', 'relu (ReLU), max_value: -4', 'odd (Dense), activation', 'something_new']) {
      expect(text).toContain(part);
    }
  });

  test('a use of a layer that there is not, an open size, and an argument that is missing', () => {
    const twice = { ...dense('a', 'in'), inbound_nodes: [[['in', 0, 0, {}]], [['a', 0, 0, {}]]] };
    const out = { ...dense('out', 'a'), inbound_nodes: [[['a', 2, 0, {}]]] };
    expect(refusal(model([input(), twice, out]))).toMatch(
      /out \(Dense\): it takes what a puts out when .* it is called 2 times/,
    );
    expect(refusal(model([input('in', [null, null, 4]), dense('out', 'in')]))).toMatch(/in \(InputLayer\)/);
    expect(refusal(model([input(), { ...dense('out', 'in'), config: { name: 'out' } }]))).toMatch(/units: is missing/);
  });

  test('what only training would notice is noted, and the import goes on', () => {
    const constraint = { class_name: 'Custom', config: { rate: 2 } };
    const scaling = { class_name: 'GlorotNormal', config: { input_axes: [0], output_axes: [1] } };
    const layer = dense('out', 'in', { bias_constraint: constraint, kernel_initializer: scaling, dtype: 'float64' });
    const result = imported(JSON.stringify(model([input('in', [32, 4]), layer])));
    if (!result.ok) throw new Error(describeImportError(result.error));
    expect(result.value.notes.map(({ layer, key }) => `${layer} ${key}`)).toEqual([
      'in batch_input_shape',
      'out dtype',
      'out bias_constraint',
      'out kernel_initializer',
    ]);
  });

  test('an axis that is not the last', () => {
    const norm = { ...dense('out', 'in'), class_name: 'BatchNormalization', config: { name: 'out', axis: [1] } };
    expect(refusal(model([input('in', [null, 4, 4]), norm]))).toMatch(/out \(BatchNormalization\), axis: 1 is not/);
  });
});

describe('files that are none', () => {
  const good = JSON.stringify(model([input(), dense('out', 'in')]));
  test.each([
    ['cut short', good.slice(0, 80), /not valid JSON/],
    ['foreign JSON', '{"a": 1}', /JSON of another kind/],
    ['a list', '[1, 2]', /no description of a network/],
    ['a graph model', '{"format": "graph-model", "modelTopology": {"node": []}}', /graph model/],
    ['a layer alone', '{"class_name": "Dense", "config": {"units": 3}}', /a Dense on its own/],
    ['no layers', '{"class_name": "Functional", "config": {"layers": []}}', /no layers/],
    ['a layer without a class', JSON.stringify(model([{}])), /layer 1 has no class/],
    ['an unknown source', JSON.stringify(model([input(), dense('out', 'nobody')])), /no layer nobody/],
    ['two of one name', JSON.stringify(model([input(), input(), dense('out', 'in')])), /two layers are called in/],
    ['a circle', JSON.stringify(model([input(), dense('a', 'out'), dense('out', 'a')])), /in a circle: a, out/],
    ['very many layers', JSON.stringify(model(Array(10_001).fill(0))), /too large/],
  ])('%s', (_name, text, message) => expect(refusal(text)).toMatch(message));

  test('models nested without end', () => {
    let nested: unknown = input();
    for (let depth = 0; depth < 40; depth++) nested = { ...model([nested]), name: `m${depth}`, inbound_nodes: [] };
    expect(refusal(nested)).toMatch(/nested/);
  });

  test('archives', () => {
    const archive = zipSync({ 'config.json': strToU8(good), 'model.weights.h5': new Uint8Array(9) });
    expect(importModel(archive, 'a.keras').ok).toBe(true);
    const without = importModel(zipSync({ 'other.txt': strToU8('x') }), 'a.keras');
    expect(without).toMatchObject({ ok: false, error: { code: 'import/not-a-model' } });
    const short = importModel(archive.slice(0, 60), 'a.keras');
    expect(short).toMatchObject({ ok: false, error: { code: 'import/damaged' } });
    const hdf5 = importModel(Uint8Array.of(0x89, 0x48, 0x44, 0x46), 'a.h5');
    expect(hdf5).toMatchObject({ ok: false, error: { code: 'import/not-a-model' } });
  });
});
