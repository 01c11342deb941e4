import { describe, expect, test } from 'vitest';
import {
  copyNodes,
  describeClippingError,
  formatClipping,
  parseClipping,
  pasteNodes,
} from '#renderer/document/clipboard';
import { addAfter, addAtWire, insertOnEdge, newNode } from '#renderer/document/edits';
import { fixCommand } from '#renderer/document/fix-command';
import type { DatasetInfo } from '#shared/data/dataset';
import { CARD, ROW } from '#shared/layout/card';
import { layeredLayout } from '#shared/layout/layered-layout';
import { checkProject } from '#shared/project/check';
import { templates } from '#shared/templates/catalogue';
import { Studio } from './studio';

const mnist: DatasetInfo = {
  id: 'mnist',
  title: 'MNIST',
  summary: '',
  kind: 'image',
  sampleShape: [28, 28, 1],
  classes: [...'0123456789'],
  trainingSamples: 60_000,
  validationSamples: 10_000,
  optionsSchema: {},
};

describe('adding', () => {
  test('a layer picked for a node goes between it and what it feeds', () => {
    const studio = new Studio().chain('input', 'dense');
    studio.do(addAfter(studio.project, 'flatten', 'input_1').command);
    expect(studio.edges).toEqual(['flatten_1 > dense_1', 'input_1 > flatten_1']);
    expect(studio.project.layout.flatten_1).toEqual({ x: 0, y: ROW });
    expect(studio.project.layout.dense_1).toEqual({ x: 0, y: 2 * ROW });
  });

  test('a layer put on a wire moves down only what comes after, and undoes as one step', () => {
    const studio = new Studio().chain('input', 'conv2d', 'flatten').add('dropout');
    const before = studio.project;
    const edge = before.graph.edges[0];
    if (!edge) throw new Error('no edge');
    studio.do(insertOnEdge(before, edge, newNode(before, 'batchNormalization')).command);
    expect(studio.project.layout).toMatchObject({ conv2d_1: { y: 2 * ROW }, flatten_1: { y: 3 * ROW } });
    expect(studio.project.layout.dropout_1).toEqual(before.layout.dropout_1);
    expect(studio.undo().project).toBe(before);
  });

  test('a node of the graph can be put on a wire too', () => {
    const studio = new Studio().chain('input', 'dense').add('flatten');
    const [edge] = studio.project.graph.edges;
    const flatten = studio.project.graph.nodes[2];
    if (!edge || !flatten) throw new Error('no edge or node');
    studio.do(insertOnEdge(studio.project, edge, flatten).command);
    expect(studio.shape('dense_1')).toEqual([null, 32]);
  });

  test('a layer at the loose end of a wire is joined to it, whichever end it is', () => {
    const studio = new Studio().add('dense');
    const at = { x: 0, y: 0 };
    studio.do(addAtWire(studio.project, 'dropout', { node: 'dense_1', end: 'output' }, at).command);
    studio.do(addAtWire(studio.project, 'input', { node: 'dense_1', end: 'input' }, at).command);
    expect(studio.edges).toEqual(['dense_1 > dropout_1', 'input_1 > dense_1']);
  });
});

describe('every fix that is offered mends its problem', () => {
  const broken = [
    ['Dense on a picture', new Studio().chain('input', 'conv2d', 'dense'), { activation: 'softmax', units: 10 }],
    ['too large a window', new Studio().chain('input', 'conv2d', 'flatten'), { kernelSize: [40, 40] }],
    ['a wrong number of classes', new Studio().chain('input', 'flatten', 'dense'), { units: 7, activation: 'softmax' }],
    ['a wrong activation', new Studio().chain('input', 'flatten', 'dense'), { units: 10 }],
    ['a reshape that cannot be', new Studio().chain('input', 'reshape'), { targetShape: [5, 5] }],
  ] as const;

  test.each(broken)('%s', (_name, studio, params) => {
    const target = studio.project.graph.nodes.find(node =>
      Object.keys(params).some(name => name in paramsOf(node.type)),
    );
    for (const [param, value] of Object.entries(params)) {
      // The literal's arrays are readonly, the document's JSON is not.
      studio.do({
        do: 'param.set',
        id: target?.id ?? '',
        param,
        value: typeof value === 'object' ? [...value] : value,
      });
    }
    const { problems } = checkProject(studio.project, mnist);
    const fixable = problems.filter(problem => problem.fixes.length > 0);
    expect(fixable.length).toBeGreaterThan(0);
    for (const problem of fixable) {
      for (const fix of problem.fixes) {
        const mended = new Studio(studio.project);
        const command = fixCommand(mended.project, fix);
        if (!command) throw new Error(`no command for ${fix.label}`);
        mended.do(command);
        const left = checkProject(mended.project, mnist).problems;
        expect(left.map(({ node, cause }) => [node, cause.code])).not.toContainEqual([
          problem.node,
          problem.cause.code,
        ]);
      }
    }
  });

  const paramsOf = (type: string): Record<string, unknown> =>
    ({ conv2d: { kernelSize: 1 }, dense: { units: 1, activation: 1 }, reshape: { targetShape: 1 } })[type] ?? {};
});

describe('copy and paste', () => {
  test('brings nodes, parameters and the edges between them under new ids', () => {
    const studio = new Studio().chain('input', 'conv2d', 'flatten', 'dense');
    studio.do({ do: 'param.set', id: 'conv2d_1', param: 'filters', value: 7 });
    const read = parseClipping(formatClipping(copyNodes(studio.project, ['conv2d_1', 'flatten_1'])));
    if (!read.ok) throw new Error(describeClippingError(read.error));
    const { command, select } = pasteNodes(studio.project, read.value, { x: 100, y: 0 });
    studio.do(command);
    expect(select).toEqual(['conv2d_2', 'flatten_2']);
    expect(studio.edges).toContain('conv2d_2 > flatten_2');
    expect(studio.edges).not.toContain('input_1 > conv2d_2');
    expect(studio.project.graph.nodes.find(node => node.id === 'conv2d_2')?.params).toEqual({ filters: 7 });
    expect(studio.project.layout.conv2d_2).toEqual({ x: 100, y: ROW });
  });
});

describe('automatic layout', () => {
  test.each(templates.map(template => [template.id, template] as const))(
    'leaves %s as its author drew it',
    (_, template) => {
      const { graph, layout } = template.project();
      expect(layeredLayout(graph)).toEqual(layout);
    },
  );

  test('puts every node below all that feed it, and no two on one another', () => {
    const studio = new Studio().chain('input', 'conv2d', 'conv2d', 'conv2d').add('add').add('concatenate');
    studio.connect('conv2d_1', 'add_1').connect('conv2d_3', 'add_1');
    studio.connect('add_1', 'concatenate_1').connect('input_1', 'concatenate_1');
    const places = layeredLayout(studio.project.graph);
    for (const { from, to } of studio.project.graph.edges) {
      expect(places[to]?.y).toBeGreaterThanOrEqual((places[from]?.y ?? 0) + ROW);
    }
    const all = Object.values(places);
    for (const [index, a] of all.entries()) {
      for (const b of all.slice(index + 1)) {
        expect(Math.abs(a.x - b.x) >= CARD.width || Math.abs(a.y - b.y) >= CARD.height).toBe(true);
      }
    }
  });

  test('knows a way out of a cycle', () => {
    const { graph } = new Studio().chain('input', 'dense', 'dropout').project;
    const cyclic = { ...graph, edges: [...graph.edges, { from: 'dropout_1', to: 'dense_1', port: 'input' }] };
    expect(Object.keys(layeredLayout(cyclic)).sort()).toEqual(['dense_1', 'dropout_1', 'input_1']);
  });
});
