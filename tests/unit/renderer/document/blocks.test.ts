import { expect, test } from 'vitest';
import { copyNodes, pasteNodes } from '#renderer/document/clipboard';
import { analyzeGraph } from '#shared/graph/analyze';
import { expandGraph } from '#shared/graph/expand';
import { emptyProject, type Project } from '#shared/project/project';
import { Stage } from '#shared/training/stages';
import { Studio } from './studio';

const make = (studio: Studio, ...ids: string[]) =>
  studio.do({ do: 'block.make', ids, block: 'block', title: 'Block', node: 'block_1' });

const residual = () =>
  new Studio()
    .add('input', { shape: [8, 8, 4] })
    .chain('conv2d', 'dropout')
    .do({ do: 'param.set', id: 'conv2d_1', param: 'filters', value: 4 })
    .do({ do: 'param.set', id: 'conv2d_1', param: 'padding', value: 'same' })
    .add('add')
    .connect('dropout_1', 'add_1')
    .connect('input_1', 'add_1')
    .chain('flatten', 'dense');

/** The graph with every id replaced by its place in the order of the layers. */
function likeness({ graph }: Project) {
  const { graph: plain } = expandGraph(graph);
  const { nodes } = analyzeGraph(plain);
  return {
    layers: [...nodes.values()].map(({ node, analysis }) => [node.type, node.params, analysis?.output]).sort(byText),
    parameters: analyzeGraph(graph).parameters,
    edges: plain.edges.length,
  };
}
const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

test('a block made from a selection changes nothing of the network, and unpacked it is what it was', () => {
  const studio = residual();
  const before = studio.project;
  make(studio, 'conv2d_1', 'dropout_1', 'add_1');
  expect(studio.edges).toEqual(['input_1 > block_1', 'block_1 > flatten_1', 'flatten_1 > dense_1']);
  expect(likeness(studio.project)).toEqual(likeness(before));
  studio.do({ do: 'block.unpack', id: 'block_1' });
  const { graph } = studio.project;
  expect(graph.nodes).toEqual(before.graph.nodes);
  expect(new Set(studio.edges)).toEqual(new Set(before.graph.edges.map(({ from, to }) => `${from} > ${to}`)));
  studio.undo().undo();
  expect(studio.project).toBe(before);
});

test('unpacked copies are the network that the repeated block was', () => {
  const studio = residual();
  make(studio, 'conv2d_1', 'dropout_1', 'add_1');
  studio.do({ do: 'param.set', id: 'block_1', param: 'repeat', value: 3 });
  const packed = likeness(studio.project);
  expect(packed.parameters).toBe(3 * (9 * 4 * 4 + 4) + 256 * 32 + 32);
  studio.do({ do: 'block.unpack', id: 'block_1' });
  expect(likeness(studio.project)).toEqual(packed);
});

test('a change inside changes every place, and what a block shows is set at each', () => {
  const studio = residual();
  make(studio, 'conv2d_1', 'dropout_1', 'add_1');
  studio.do(pasteNodes(studio.project, copyNodes(studio.project, ['block_1']), { x: 0, y: 99 }).command);
  expect(studio.nodes).toContain('block_2');
  expect(Object.keys(studio.project.graph.blocks ?? {})).toEqual(['block']);
  const inside = (command: Parameters<Studio['do']>[0]) => studio.do({ do: 'inside', block: 'block', command });
  inside({ do: 'param.set', id: 'conv2d_1', param: 'kernelSize', value: [5, 5] });
  const kernels = () =>
    expandGraph(studio.project.graph).graph.nodes.flatMap(({ type, params }) => (type === 'conv2d' ? [params] : []));
  expect(kernels()).toMatchObject([{ kernelSize: [5, 5] }, { kernelSize: [5, 5] }]);
  studio.do({ do: 'block.show', id: 'block', node: 'conv2d_1', param: 'filters', name: 'filters' });
  studio.do({ do: 'param.set', id: 'block_2', param: 'filters', value: 16 });
  expect(kernels()).toMatchObject([{ filters: 4 }, { filters: 16 }]);
  expect(studio.try({ do: 'param.set', id: 'block_2', param: 'filters', value: -1 })).toBe('param/invalid');
  // A parameter whose node is gone is shown no longer, nor set anywhere.
  inside({ do: 'nodes.remove', ids: ['conv2d_1'] });
  expect(studio.project.graph.blocks?.block?.params).toEqual({});
  expect(studio.project.graph.nodes.find(({ id }) => id === 'block_2')?.params).toEqual({});
});

test('the inputs of a block are its ports, and follow what is done inside', () => {
  const studio = residual();
  make(studio, 'add_1');
  const ports = () => studio.project.graph.edges.filter(({ to }) => to === 'block_1').map(({ port }) => port);
  expect(ports()).toEqual(['input', 'input_2']);
  studio.do({ do: 'inside', block: 'block', command: { do: 'node.rename', id: 'input_2', to: 'shortcut' } });
  expect(ports()).toEqual(['input', 'shortcut']);
  studio.do({ do: 'inside', block: 'block', command: { do: 'nodes.remove', ids: ['shortcut'] } });
  expect(ports()).toEqual(['input']);
  const command = { do: 'nodes.remove', ids: ['output'] } as const;
  expect(studio.try({ do: 'inside', block: 'block', command })).toBe('block/one-output');
});

test('what cannot be a block is refused with the reason', () => {
  const studio = residual();
  const why = (...ids: string[]) => studio.try({ do: 'block.make', ids, block: 'b', title: 'B', node: 'b_1' });
  expect(why('input_1', 'conv2d_1')).toBe('block/cannot-make');
  expect(why('conv2d_1', 'add_1')).toBe('block/cannot-make');
  expect(why()).toBe('block/cannot-make');
  make(studio, 'conv2d_1');
  expect(
    studio.try({
      do: 'inside',
      block: 'block',
      command: { do: 'node.add', node: { id: 'again', type: 'block', params: {}, block: 'block' }, at: { x: 0, y: 0 } },
    }),
  ).toBe('block/cycle');
  expect(studio.try({ do: 'nodes.mute', ids: ['input_1'], muted: true })).toBe('mute/refused');
});

test('a copied block brings its definition into another project, under another name where that is taken', () => {
  const studio = residual();
  make(studio, 'conv2d_1', 'dropout_1');
  const clipping = copyNodes(studio.project, ['block_1']);
  const other = new Studio(emptyProject());
  other.do(pasteNodes(other.project, clipping, { x: 0, y: 0 }).command);
  expect(other.project.graph.blocks).toEqual(studio.project.graph.blocks);
  other.do({ do: 'block.retitle', id: 'block', title: 'Mine' });
  other.do(pasteNodes(other.project, clipping, { x: 0, y: 0 }).command);
  expect(Object.keys(other.project.graph.blocks ?? {})).toEqual(['block', 'block_2']);
});

test('stages and freezing speak of the block as a whole once its layers are in it', () => {
  const studio = residual().do({
    do: 'training.set',
    changes: {
      stages: [Stage.parse({ trainable: { which: 'only', nodes: ['conv2d_1', 'dense_1'] } })],
    },
  });
  make(studio, 'conv2d_1', 'dropout_1', 'add_1');
  const nodes = () => {
    const trainable = studio.project.training.stages[0]?.trainable;
    return trainable && trainable.which !== 'all' ? trainable.nodes : [];
  };
  expect(nodes()).toEqual(['block_1', 'dense_1']);
  studio.do({ do: 'block.unpack', id: 'block_1' });
  expect(nodes()).toEqual(['conv2d_1', 'dropout_1', 'add_1', 'dense_1']);
});
