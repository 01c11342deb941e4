import { describe, expect, test } from 'vitest';
import { fixCommand } from '#renderer/document/fix-command';
import { checkProject } from '#shared/project/check';
import { mnistCnn } from '#shared/templates/mnist-cnn';
import { Stage } from '#shared/training/stages';
import { Studio } from './studio';

const stages = [
  { trainable: { which: 'only', nodes: ['dense_2'] } },
  {
    trainable: { which: 'allBut', nodes: ['conv2d_1'] },
    rates: [{ nodes: ['conv2d_2', 'dense_1'] }, { nodes: ['dense_2'] }],
  },
  {},
].map(stage => Stage.parse(stage));
const open = () => new Studio(mnistCnn.project()).do({ do: 'training.set', changes: { stages } });
const named = ({ project }: Studio) =>
  project.training.stages.map(({ trainable, rates }) => [
    trainable.which === 'all' ? [] : trainable.nodes,
    ...rates.map(({ nodes }) => nodes),
  ]);

describe('the stages follow their nodes', () => {
  test('when one is renamed', () => {
    const studio = open().do({ do: 'node.rename', id: 'dense_2', to: 'head' });
    expect(named(studio)).toEqual([[['head']], [['conv2d_1'], ['conv2d_2', 'dense_1'], ['head']], [[]]]);
    expect(checkProject(studio.project).problems).toEqual([]);
    expect(studio.undo().project.training.stages).toEqual(stages);
  });

  test('when some are removed: a group without nodes goes with them', () => {
    const studio = open().do({ do: 'nodes.remove', ids: ['dense_2', 'conv2d_2'] });
    expect(named(studio)).toEqual([[[]], [['conv2d_1'], ['dense_1']], [[]]]);
    expect(studio.undo().project.training.stages).toEqual(stages);
  });

  test('and stay the same where none of them is touched', () => {
    const studio = open();
    const { training } = studio.project;
    studio.do({ do: 'node.rename', id: 'flatten_1', to: 'flat' }).do({ do: 'nodes.remove', ids: ['flat'] });
    expect(studio.project.training).toBe(training);
  });
});

test('layers are frozen and unfrozen together, as one step that can be undone', () => {
  const studio = new Studio(mnistCnn.project());
  const ids = ['conv2d_1', 'conv2d_2'];
  const before = studio.project;
  studio.do({ do: 'nodes.freeze', ids, frozen: true });
  expect(studio.project.graph.nodes.filter(node => node.trainable === false).map(({ id }) => id)).toEqual(ids);
  const frozen = studio.project;
  expect(studio.do({ do: 'nodes.freeze', ids, frozen: true }).project).toBe(frozen);
  expect(studio.do({ do: 'nodes.freeze', ids, frozen: false }).project).toEqual(before);
  expect(studio.try({ do: 'nodes.freeze', ids: ['nobody'], frozen: true })).toBe('document/no-node');
});

test.each([
  ['a node that is gone', { trainable: { which: 'only', nodes: ['dense_1', 'gone'] }, rates: [{ nodes: ['gone'] }] }],
  ['two rates', { rates: [{ nodes: ['dense_1'] }, { nodes: ['dense_1', 'dense_2'] }] }],
  ['two rates in one group', { rates: [{ nodes: ['dense_1', 'dense_1'] }] }],
  ['nothing to train', { trainable: { which: 'only', nodes: [] } }],
])('the mend of %s leaves no problem', (_name, stage) => {
  const studio = new Studio(mnistCnn.project()).do({
    do: 'training.set',
    changes: { stages: [Stage.parse({}), Stage.parse(stage)] },
  });
  const [problem] = checkProject(studio.project).problems;
  const [fix] = problem?.fixes ?? [];
  const command = fix && fixCommand(studio.project, fix);
  if (!command) throw new Error('There is no mend.');
  expect(checkProject(studio.do(command).project).problems).toEqual([]);
});

test('the mend of frozen layers unfreezes one', () => {
  const project = mnistCnn.project();
  const ids = project.graph.nodes.map(({ id }) => id);
  const studio = new Studio(project).do({ do: 'nodes.freeze', ids, frozen: true });
  const fix = checkProject(studio.project).problems[0]?.fixes[0];
  const command = fix && fixCommand(studio.project, fix);
  if (!command) throw new Error('There is no mend.');
  expect(checkProject(studio.do(command).project).problems).toEqual([]);
});
