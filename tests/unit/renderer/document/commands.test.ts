import { describe, expect, test } from 'vitest';
import { checkOf } from '#renderer/document/check';
import { endGesture, redo } from '#renderer/document/history';
import { ROW } from '#shared/layout/card';
import { Studio } from './studio';

const edge = (from: string, to: string) => ({ from, to, port: 'input' });

describe('nodes', () => {
  test('a removed middle node leaves its neighbours joined', () => {
    const studio = new Studio().chain('input', 'dropout', 'flatten', 'dense');
    studio.do({ do: 'nodes.remove', ids: ['dropout_1', 'flatten_1'] });
    expect(studio.edges).toEqual(['input_1 > dense_1']);
    expect(studio.project.layout).not.toHaveProperty('flatten_1');
  });

  test('the edge that closes a gap keeps its place among the inputs of a Concatenate', () => {
    const studio = new Studio().add('input').add('dense').add('dropout').add('concatenate');
    studio.connect('input_1', 'dense_1').connect('input_1', 'dropout_1');
    studio.connect('dropout_1', 'concatenate_1').connect('dense_1', 'concatenate_1');
    studio.do({ do: 'nodes.remove', ids: ['dropout_1'] });
    expect(studio.edges).toEqual(['input_1 > dense_1', 'input_1 > concatenate_1', 'dense_1 > concatenate_1']);
  });

  test('a node with several inputs leaves a gap: nobody can know which one to keep', () => {
    const studio = new Studio().add('input').add('dense').add('add').add('flatten');
    studio.connect('input_1', 'dense_1').connect('input_1', 'add_1').connect('dense_1', 'add_1');
    studio.connect('add_1', 'flatten_1').do({ do: 'nodes.remove', ids: ['add_1'] });
    expect(studio.edges).toEqual(['input_1 > dense_1']);
  });

  test('what watches one of several outputs follows its new name, and another output is left alone', () => {
    const studio = new Studio().chain('input', 'dense');
    const { earlyStopping, reduceOnPlateau } = studio.project.training;
    studio
      .do({
        do: 'training.set',
        changes: {
          earlyStopping: { ...earlyStopping, monitor: 'val_dense_1_mean_absolute_error' },
          reduceOnPlateau: { ...reduceOnPlateau, monitor: 'val_dense_10_loss' },
        },
      })
      .do({ do: 'node.rename', id: 'dense_1', to: 'head' });
    expect(studio.project.training.earlyStopping.monitor).toBe('val_head_mean_absolute_error');
    expect(studio.project.training.reduceOnPlateau.monitor).toBe('val_dense_10_loss');
  });

  test('a new name moves edges and place along', () => {
    const studio = new Studio().chain('input', 'dense').do({ do: 'node.rename', id: 'dense_1', to: 'head' });
    expect(studio.edges).toEqual(['input_1 > head']);
    expect(studio.project.layout.head).toEqual({ x: 0, y: ROW });
    expect(studio.try({ do: 'node.rename', id: 'head', to: 'input_1' })).toBe('document/id-taken');
    expect(studio.try({ do: 'node.rename', id: 'head', to: '1st' })).toBe('document/bad-id');
  });

  test('an unknown layer and an unknown node are refused', () => {
    const studio = new Studio();
    const node = { id: 'a', type: 'perceiver', params: {} };
    expect(studio.try({ do: 'node.add', node, at: { x: 0, y: 0 } })).toBe('document/no-layer');
    expect(studio.try({ do: 'nodes.remove', ids: ['nobody'] })).toBe('document/no-node');
  });
});

describe('edges', () => {
  test('a cycle, a full port and a second equal edge are refused', () => {
    const studio = new Studio().chain('input', 'dense', 'dropout');
    expect(studio.try({ do: 'edge.add', edge: edge('dropout_1', 'dense_1') })).toBe('connect/cycle');
    expect(studio.try({ do: 'edge.add', edge: edge('input_1', 'dropout_1') })).toBe('connect/port-taken');
    expect(studio.try({ do: 'edge.add', edge: edge('input_1', 'dense_1') })).toBe('connect/duplicate');
  });

  test('a moved end may go where only the old edge stood in the way', () => {
    const studio = new Studio().chain('input', 'dense', 'dropout');
    studio.do({ do: 'edge.replace', edge: edge('dense_1', 'dropout_1'), by: edge('input_1', 'dropout_1') });
    expect(studio.edges).toEqual(['input_1 > dense_1', 'input_1 > dropout_1']);
  });
});

describe('parameters', () => {
  test('are set, refused with the reason, and given their default again', () => {
    const studio = new Studio().chain('input', 'conv2d');
    studio.do({ do: 'param.set', id: 'conv2d_1', param: 'filters', value: 64 });
    expect(studio.shape('conv2d_1')).toEqual([null, 26, 26, 64]);
    expect(studio.try({ do: 'param.set', id: 'conv2d_1', param: 'filters', value: 0 })).toBe('param/invalid');
    expect(studio.try({ do: 'param.set', id: 'conv2d_1', param: 'depth', value: 1 })).toBe('param/unknown');
    studio.do({ do: 'param.set', id: 'conv2d_1', param: 'filters', value: undefined });
    expect(studio.project.graph.nodes[1]?.params).toEqual({});
  });

  test('training settings are checked as one, and other fields stay', () => {
    const studio = new Studio().do({ do: 'training.set', changes: { epochs: 7 } });
    expect(studio.project.training).toMatchObject({ epochs: 7, batchSize: 128 });
    expect(studio.try({ do: 'training.set', changes: { epochs: 0 } })).toBe('setting/invalid');
  });
});

describe('undo', () => {
  test('a drag is one step, and so is typing in one field', () => {
    const studio = new Studio().chain('input');
    const steps = studio.history.past.length;
    for (const x of [1, 2, 3]) studio.do({ do: 'nodes.move', to: { input_1: { x, y: 0 } } });
    expect(studio.history.past.length).toBe(steps + 1);
    studio.history = endGesture(studio.history);
    studio.do({ do: 'nodes.move', to: { input_1: { x: 9, y: 0 } } });
    expect(studio.history.past.length).toBe(steps + 2);
    for (const name of ['a', 'ab']) studio.do({ do: 'project.rename', name });
    expect(studio.undo().project.name).toBe('Untitled');
  });

  test('what changes nothing leaves no step', () => {
    const studio = new Studio().chain('input');
    const { history } = studio;
    studio.do({ do: 'nodes.move', to: { input_1: { x: 0, y: 0 } } });
    expect(studio.history).toBe(history);
  });

  test('redo gives back the very objects, and a new change ends it', () => {
    const studio = new Studio().chain('input', 'dense');
    const { project } = studio;
    studio.undo();
    expect(redo(studio.history).present).toBe(project);
    studio.add('flatten');
    expect(studio.history.future).toEqual([]);
  });

  test('several changes that belong together are all made or none', () => {
    const studio = new Studio().chain('input');
    const before = studio.project;
    const together = {
      do: 'together',
      commands: [
        { do: 'project.rename', name: 'Half' },
        { do: 'nodes.remove', ids: ['nobody'] },
      ],
    } as const;
    expect(studio.try(together)).toBe('document/no-node');
    expect(studio.project).toBe(before);
  });
});

test('moving a node does not check the network again', () => {
  const studio = new Studio().chain('input', 'dense');
  const noDataset = { info: undefined, problems: [] };
  const before = checkOf(studio.project, noDataset);
  studio.do({ do: 'nodes.move', to: { dense_1: { x: 50, y: 50 } } });
  expect(checkOf(studio.project, noDataset)).toBe(before);
});
