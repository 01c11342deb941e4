import { expect, test } from 'vitest';
import { analyzeGraph } from '#shared/graph/analyze';
import { expandGraph } from '#shared/graph/expand';
import type { Block, Graph, GraphNode } from '#shared/graph/graph';
import { checkProject } from '#shared/project/check';
import { formatProject, parseProject } from '#shared/project/file';
import { plainProject } from '#shared/project/plain';
import { emptyProject } from '#shared/project/project';
import { TrainingSettings } from '#shared/training/settings';

const node = (
  id: string,
  type: string,
  params: GraphNode['params'] = {},
  more: Partial<GraphNode> = {},
): GraphNode => ({
  id,
  type,
  params,
  ...more,
});
const edge = (from: string, to: string, port = 'input') => ({ from, to, port });
const wires = (graph: Graph) =>
  graph.edges.map(({ from, to, port }) => `${from} > ${to}${port === 'input' ? '' : ` (${port})`}`);

const RESIDUAL: Block = {
  title: 'Residual',
  nodes: [
    node('input', 'blockInput'),
    node('conv', 'conv2d', { filters: 8, kernelSize: [3, 3], padding: 'same' }),
    node('add', 'add'),
    node('output', 'blockOutput'),
  ],
  edges: [edge('input', 'conv'), edge('conv', 'add'), edge('input', 'add'), edge('add', 'output')],
  params: { filters: [{ node: 'conv', param: 'filters' }] },
  layout: {},
};

const withResidual = (repeat: number, more: Partial<GraphNode> = {}, block = RESIDUAL): Graph => ({
  nodes: [
    node('in', 'input', { shape: [8, 8, 8] }),
    node('res', 'block', { repeat }, { block: 'residual', ...more }),
    node('flat', 'flatten'),
    node('out', 'dense', { units: 10, activation: 'softmax' }),
  ],
  edges: [edge('in', 'res'), edge('res', 'flat'), edge('flat', 'out')],
  blocks: { residual: block },
});

test('a repeated block becomes its layers, each copy fed by the one before', () => {
  const { graph, origins, outputs, problems } = expandGraph(withResidual(2));
  expect(problems).toEqual([]);
  expect(graph.nodes.map(({ id }) => id)).toEqual([
    'in',
    'res_1_conv',
    'res_1_add',
    'res_2_conv',
    'res_2_add',
    'flat',
    'out',
  ]);
  expect(wires(graph).sort()).toEqual(
    [
      'in > res_1_conv',
      'res_1_conv > res_1_add',
      'in > res_1_add',
      'res_1_add > res_2_conv',
      'res_2_conv > res_2_add',
      'res_1_add > res_2_add',
      'res_2_add > flat',
      'flat > out',
    ].sort(),
  );
  expect(origins.get('res_2_conv')).toEqual(['res', 'conv']);
  expect(outputs.get('res')).toBe('res_2_add');
  expect(outputs.get('res/conv')).toBe('res_1_conv');
});

test('an instance sets the parameters that the block shows', () => {
  const graph = withResidual(1, { params: { repeat: 1, filters: 4 } });
  expect(expandGraph(graph).graph.nodes.find(({ id }) => id === 'res_conv')?.params).toMatchObject({ filters: 4 });
  const [problem] = analyzeGraph(graph).problems;
  // Four channels cannot be added to eight: said where it is, with the way to it.
  expect(problem).toMatchObject({ node: 'res_add', path: ['res', 'add'], cause: { code: 'shape/mismatch' } });
  const wrong = analyzeGraph(withResidual(1, { params: { filters: 0.5 } })).problems[0];
  expect(wrong).toMatchObject({ node: 'res', cause: { code: 'param/invalid', param: 'filters' } });
});

test('an unchanged node of a block stays the same object, so that its shapes are worked out once', () => {
  const graph = withResidual(2);
  const again = {
    ...graph,
    nodes: graph.nodes.map(other => (other.id === 'out' ? { ...other, params: { units: 3 } } : other)),
  };
  const find = (of: Graph) => expandGraph(of).graph.nodes.find(({ id }) => id === 'res_2_conv');
  expect(find(again)).toBe(find(graph));
  const plain: Graph = { nodes: [node('in', 'input', { shape: [4] })], edges: [] };
  expect(expandGraph(plain).graph).toBe(plain);
});

test('ids do not collide, and stay as short as an id may be', () => {
  const long = 'x'.repeat(60);
  const graph = withResidual(1);
  const { graph: plain } = expandGraph({
    ...graph,
    nodes: [...graph.nodes, node('res_conv', 'flatten'), node(long, 'block', {}, { block: 'residual' })],
    edges: [...graph.edges, edge('in', long)],
  });
  const ids = plain.nodes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain('res_conv_2');
  expect(Math.max(...ids.map(({ length }) => length))).toBe(64);
});

test('a muted layer lets its input through', () => {
  const graph: Graph = {
    nodes: [
      node('in', 'input', { shape: [4] }),
      node('a', 'dense', { units: 4 }, { muted: true }),
      node('b', 'dense', { units: 4 }, { muted: true }),
      node('out', 'dense', { units: 2 }),
    ],
    edges: [edge('in', 'a'), edge('a', 'b'), edge('b', 'out')],
  };
  expect(wires(expandGraph(graph).graph)).toEqual(['in > out']);
  expect(expandGraph(graph).outputs.get('b')).toBe('in');
  expect(analyzeGraph(graph).parameters).toBe(4 * 2 + 2);
});

test('an Add around a muted layer still adds twice, and a muted merge passes its first input on', () => {
  const around: Graph = {
    nodes: [node('in', 'input', { shape: [4] }), node('a', 'dense', { units: 4 }, { muted: true }), node('add', 'add')],
    edges: [edge('in', 'a'), edge('a', 'add'), edge('in', 'add')],
  };
  const { graph } = expandGraph(around);
  expect(wires(graph)).toEqual(['in > add', 'in > add_through', 'add_through > add']);
  expect(analyzeGraph(around).problems).toEqual([]);
  const merged = {
    ...around,
    nodes: around.nodes.map(other => (other.id === 'add' ? { ...other, muted: true } : { ...other, muted: false })),
  };
  expect(expandGraph(merged).outputs.get('add')).toBe('a');
});

test('what cannot be muted is said, and taken as it is', () => {
  const graph: Graph = { nodes: [node('in', 'input', { shape: [4] }, { muted: true })], edges: [] };
  expect(analyzeGraph(graph).problems).toMatchObject([{ node: 'in', cause: { code: 'mute/refused' } }]);
  expect(expandGraph(graph).graph.nodes).toHaveLength(1);
});

test('a block that is not there, holds itself, or puts nothing out is said at its card', () => {
  const codes = (graph: Graph) =>
    analyzeGraph(graph).problems.map(({ node: at, path, cause }) => [at, path, cause.code]);
  expect(codes({ ...withResidual(1), blocks: {} })).toEqual([['res', undefined, 'block/unknown']]);
  const nested: Block = {
    ...RESIDUAL,
    nodes: [...RESIDUAL.nodes, node('again', 'block', {}, { block: 'residual' })],
    edges: [...RESIDUAL.edges, edge('conv', 'again')],
  };
  expect(codes(withResidual(1, {}, nested))).toEqual([['res', ['res', 'again'], 'block/cycle']]);
  const open = { ...RESIDUAL, edges: RESIDUAL.edges.slice(0, 3) };
  expect(codes(withResidual(1, {}, open))).toEqual([['res', undefined, 'block/no-output']]);
  const { edges, ...rest } = withResidual(2);
  expect(codes({ ...rest, edges: edges.slice(1) })).toEqual([['res', undefined, 'graph/missing-input']]);
});

test('blocks and muted nodes that feed one another in a ring end the walk', () => {
  const through: Block = {
    title: 'Through',
    nodes: [node('input', 'blockInput'), node('output', 'blockOutput')],
    edges: [edge('input', 'output')],
    params: {},
    layout: {},
  };
  const graph: Graph = {
    nodes: [node('a', 'block', {}, { block: 'through' }), node('b', 'dense', {}, { muted: true }), node('c', 'dense')],
    edges: [edge('a', 'b'), edge('b', 'a'), edge('a', 'c')],
    blocks: { through },
  };
  expect(expandGraph(graph).graph.nodes.map(({ id }) => id)).toEqual(['c']);
});

test('nested blocks repeat within one another, up to a limit', () => {
  const stage: Block = {
    title: 'Stage',
    nodes: [
      node('input', 'blockInput'),
      node('res', 'block', { repeat: 2 }, { block: 'residual' }),
      node('output', 'blockOutput'),
    ],
    edges: [edge('input', 'res'), edge('res', 'output')],
    params: { width: [{ node: 'res', param: 'filters' }], depth: [{ node: 'res', param: 'repeat' }] },
    layout: {},
  };
  const graph: Graph = {
    ...withResidual(1),
    nodes: withResidual(1).nodes.map(other =>
      other.id === 'res' ? node('res', 'block', { repeat: 3, width: 8, depth: 4 }, { block: 'stage' }) : other,
    ),
    blocks: { residual: RESIDUAL, stage },
  };
  const { graph: plain, origins } = expandGraph(graph);
  expect(plain.nodes.filter(({ type }) => type === 'conv2d')).toHaveLength(12);
  expect(origins.get('res_3_res_4_conv')).toEqual(['res', 'res', 'conv']);
  expect(analyzeGraph(graph).problems).toEqual([]);
  const huge = {
    ...graph,
    nodes: graph.nodes.map(n => (n.id === 'res' ? { ...n, params: { repeat: 100, depth: 100 } } : n)),
  };
  const { nodes, problems } = analyzeGraph(huge);
  expect(nodes.size).toBeLessThanOrEqual(5000);
  expect(problems.map(({ cause }) => cause.code)).toContain('block/too-large');
});

test('a stage, a frozen block and an output that name a block mean the layers in it', () => {
  const project = {
    ...emptyProject(),
    graph: withResidual(2, { trainable: false }),
    training: TrainingSettings.parse({
      stages: [{ trainable: { which: 'only', nodes: ['res', 'out'] }, rates: [{ nodes: ['res'], factor: 0.5 }] }],
      outputs: [{ node: 'res', weight: 2 }],
    }),
  };
  const plain = plainProject(project);
  const inside = ['res_1_conv', 'res_1_add', 'res_2_conv', 'res_2_add'];
  expect(plain.training.stages[0]?.trainable).toEqual({ which: 'only', nodes: [...inside, 'out'] });
  expect(plain.training.stages[0]?.rates[0]?.nodes).toEqual(inside);
  expect(plain.training.outputs?.[0]?.node).toBe('res_2_add');
  expect(plain.graph.nodes.filter(({ trainable }) => trainable === false).map(({ id }) => id)).toEqual(inside);
  expect(plainProject(plain)).toBe(plain);
  expect(checkProject(project).problems.filter(({ cause }) => cause.code === 'stage/unknown-node')).toEqual([]);
});

test('a project with blocks and muted nodes is saved and opened again', () => {
  const project = { ...emptyProject(), graph: withResidual(3, { muted: true }) };
  expect(parseProject(formatProject(project))).toEqual({ ok: true, value: project });
});
