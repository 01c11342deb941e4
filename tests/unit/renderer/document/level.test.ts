import { expect, test } from 'vitest';
import { factsOf, parametersOf } from '#renderer/document/facts';
import { levelOf, scoped } from '#renderer/document/level';
import { mendingCommand } from '#renderer/problems/fixes';
import { firstPlace } from '#shared/graph/block';
import type { NodePath } from '#shared/graph/expand';
import { formatSampleShape } from '#shared/graph/shape';
import { checkProject } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import { Studio } from './studio';

/** An inner block of a convolution, twice, in an outer block, twice; the outer shows the filters of the inner. */
function nested(): Studio {
  const studio = new Studio().add('input', { shape: [16, 16, 3] }).chain('conv2d', 'batchNormalization', 'flatten');
  studio.do({
    do: 'block.make',
    ids: ['conv2d_1', 'batch_normalization_1'],
    block: 'inner',
    title: 'Inner',
    node: 'a',
  });
  studio.do({ do: 'param.set', id: 'a', param: 'repeat', value: 2 });
  studio.do({ do: 'block.show', id: 'inner', node: 'conv2d_1', param: 'filters', name: 'filters' });
  studio.do({ do: 'param.set', id: 'a', param: 'filters', value: 4 });
  studio.do({ do: 'block.make', ids: ['a'], block: 'outer', title: 'Outer', node: 'b' });
  return studio.do({ do: 'param.set', id: 'b', param: 'repeat', value: 2 });
}

const at = (project: Project, way: NodePath) => {
  const facts = factsOf(levelOf(project, way), project.graph, checkProject(project));
  return (id: string) => {
    const known = facts.get(id);
    const { output, problems = [] } = known ?? {};
    return {
      shape: output && formatSampleShape(output),
      parameters: known && parametersOf(known),
      problems: problems.map(({ path }) => path?.join('/')),
    };
  };
};

test('a level is what lies in a block, as far as the way to it leads', () => {
  const { project } = nested();
  expect(levelOf(project, ['b', 'a'])).toMatchObject({ block: 'inner', titles: ['Outer', 'Inner'], way: ['b', 'a'] });
  expect(levelOf(project, ['b', 'gone', 'a'])).toMatchObject({ block: 'outer', way: ['b'] });
  expect(levelOf(project, ['input_1']).project).toBe(project);
  expect(firstPlace(project.graph, 'inner')).toEqual(['b', 'a']);
  expect(firstPlace(project.graph, 'none')).toBeUndefined();
});

test('of a placed block all that lies in it is known; inside, of the first copy', () => {
  const { project } = nested();
  const [first, next, norm] = [3 * 3 * 3 * 4 + 4, 3 * 3 * 4 * 4 + 4, 4 * 4];
  // Each of four convolutions takes two pixels off.
  expect(at(project, [])('b')).toMatchObject({ shape: '8 × 8 × 4', parameters: first + 3 * next + 4 * norm });
  expect(at(project, ['b'])('a')).toMatchObject({ shape: '12 × 12 × 4', parameters: first + next + 2 * norm });
  expect(at(project, ['b', 'a'])('conv2d_1')).toMatchObject({ shape: '14 × 14 × 4', parameters: first });
  expect(at(project, ['b', 'a'])('input')).toMatchObject({ shape: '16 × 16 × 3', parameters: 0 });
  expect(at(project, ['b', 'a'])('output')).toMatchObject({ shape: '14 × 14 × 4', parameters: 0 });
});

test('a problem inside is seen on every block around it, and mended where its value was given', () => {
  const studio = nested();
  studio.do(scoped({ do: 'param.set', id: 'conv2d_1', param: 'kernelSize', value: [9, 9] }, 'inner'));
  const { project } = studio;
  for (const [way, id] of [[[], 'b'] as const, [['b'], 'a'] as const, [['b', 'a'], 'conv2d_1'] as const]) {
    expect(at(project, way)(id).problems).toEqual(['b/a/conv2d_1']);
  }
  const [problem] = checkProject(project).problems;
  const fix = problem?.fixes.find(candidate => candidate.do === 'set-param' && candidate.param === 'padding');
  const command = fix && mendingCommand(project, fix);
  expect(command).toEqual(scoped({ do: 'param.set', id: 'conv2d_1', param: 'padding', value: 'same' }, 'inner'));
  if (command) studio.do(command);
  expect(checkProject(studio.project).problems).toEqual([]);

  // The filters come from the place of the inner block, so that is where they are changed.
  const plain = [...checkProject(project).nodes.keys()].find(name => name.endsWith('conv2d_1')) ?? '';
  const filters = { do: 'set-param', node: plain, param: 'filters', value: 8, label: '' } as const;
  expect(mendingCommand(project, filters)).toEqual(
    scoped({ do: 'param.set', id: 'a', param: 'filters', value: 8 }, 'outer'),
  );
});

test('commands are meant where a block is open, but for those of the project as a whole', () => {
  const mute = { do: 'nodes.mute', ids: ['a'], muted: true } as const;
  const rename = { do: 'project.rename', name: 'Other' } as const;
  expect(scoped(mute, null)).toBe(mute);
  expect(scoped({ do: 'together', commands: [mute, rename] }, 'outer')).toEqual({
    do: 'together',
    commands: [{ do: 'inside', block: 'outer', command: mute }, rename],
  });
});

test('a block is removed once it is placed nowhere', () => {
  const studio = nested();
  expect(studio.try({ do: 'block.remove', id: 'inner' })).toBe('block/in-use');
  studio.do({ do: 'nodes.remove', ids: ['b'] });
  expect(studio.try({ do: 'block.remove', id: 'inner' })).toBe('block/in-use');
  studio.do({ do: 'block.remove', id: 'outer' }).do({ do: 'block.remove', id: 'inner' });
  expect(studio.project.graph.blocks).toBeUndefined();
});
