import { describe, expect, test } from 'vitest';
import { apply } from '#renderer/document/apply';
import { copyNodes, pasteNodes } from '#renderer/document/clipboard';
import { type Command, describeCommandRefusal } from '#renderer/document/command';
import { addUse } from '#renderer/document/edits';
import { emptyProject, type Project } from '#shared/project/project';
import { chain, node } from '../../../support/around-layer';

const use = (id: string, sharesWith: string) => ({ ...node(id, 'dense'), sharesWith });
const project: Project = {
  ...emptyProject(),
  graph: {
    nodes: [
      node('in', 'input', { shape: [4] }),
      { ...node('a', 'dense', { units: 4 }), trainable: false },
      use('b', 'a'),
      use('c', 'a'),
      node('other', 'dense', { units: 7 }),
    ],
    edges: chain('in', 'a', 'b', 'c', 'other'),
  },
};

function done(...commands: readonly Command[]): Project {
  return commands.reduce((current, command) => {
    const applied = apply(current, command);
    if (!applied.ok) throw new Error(describeCommandRefusal(applied.error));
    return applied.value;
  }, project);
}
const nodesOf = ({ graph }: Project) => graph.nodes.slice(1);
const refusal = (command: Command): string => {
  const applied = apply(project, command);
  return applied.ok ? '' : describeCommandRefusal(applied.error);
};

describe('the uses of a layer', () => {
  test('have one set of parameters, which is edited at any of them', () => {
    const [owner, second] = nodesOf(
      done({ do: 'param.set', id: 'c', param: 'units', value: 5 }, { do: 'nodes.freeze', ids: ['b'], frozen: false }),
    );
    expect(owner).toEqual(node('a', 'dense', { units: 5 }));
    expect(second).toEqual(use('b', 'a'));
  });

  test('follow their owner when it is renamed', () => {
    const nodes = nodesOf(done({ do: 'node.rename', id: 'a', to: 'first' }));
    expect(nodes.map(({ sharesWith }) => sharesWith)).toEqual([undefined, 'first', 'first', undefined]);
  });

  test('are inherited by the next one when the owner goes', () => {
    expect(nodesOf(done({ do: 'nodes.remove', ids: ['a'] })).slice(0, 2)).toEqual([
      { ...node('b', 'dense', { units: 4 }), trainable: false },
      use('c', 'b'),
    ]);
  });

  test('get weights of their own, the others stay together', () => {
    const own = { ...node('b', 'dense', { units: 4 }), trainable: false };
    expect(nodesOf(done({ do: 'nodes.unshare', ids: ['b'] })).slice(1, 3)).toEqual([own, use('c', 'a')]);
    expect(nodesOf(done({ do: 'nodes.unshare', ids: ['a'] })).slice(0, 3)).toEqual([
      { ...node('a', 'dense', { units: 4 }), trainable: false },
      own,
      use('c', 'b'),
    ]);
  });

  test('join those of another layer as a whole', () => {
    const joined = done({ do: 'nodes.share', ids: ['b'], owner: 'other' });
    expect(nodesOf(joined)).toEqual([
      use('a', 'other'),
      use('b', 'other'),
      use('c', 'other'),
      node('other', 'dense', { units: 7 }),
    ]);
    // Through a use the owner is meant.
    expect(nodesOf(done({ do: 'nodes.share', ids: ['other'], owner: 'c' })).at(-1)).toEqual(use('other', 'a'));
  });

  test('share with each other in a copy, and a copy of one alone has weights of its own', () => {
    const pasted = (...ids: string[]) => done(pasteNodes(project, copyNodes(project, ids), { x: 0, y: 0 }).command);
    expect(pasted('a', 'c').graph.nodes.slice(-2)).toEqual([
      { ...node('dense_1', 'dense', { units: 4 }), trainable: false },
      use('dense_2', 'dense_1'),
    ]);
    expect(pasted('b', 'c').graph.nodes.slice(-2)).toEqual([
      { ...node('dense_1', 'dense', { units: 4 }), trainable: false },
      use('dense_2', 'dense_1'),
    ]);
    expect(pasted('b').graph.nodes.at(-1)).toEqual({ ...node('dense_1', 'dense', { units: 4 }), trainable: false });
  });

  test('can be added', () => {
    const b = project.graph.nodes.find(({ id }) => id === 'b');
    const added = b && done(addUse(project, b).command);
    expect(added?.graph.nodes.at(-1)).toEqual(use('dense_1', 'a'));
  });

  test('go into a block together, and come out of it as they were', () => {
    const make = { do: 'block.make', ids: ['a', 'b', 'c'], block: 'three', title: 'Three', node: 'three' } as const;
    const unpacked = done(make, { do: 'block.unpack', id: 'three' });
    expect(nodesOf(unpacked)).toEqual(project.graph.nodes.slice(1));
    expect(refusal({ ...make, ids: ['a', 'b'] })).toMatch(/"a" shares its weights with a layer outside/);
  });
});

test('what cannot share is refused, with the reason', () => {
  expect(refusal({ do: 'nodes.share', ids: ['in'], owner: 'a' })).toMatch(/in cannot share weights: an Input/);
  expect(refusal({ do: 'nodes.share', ids: ['a'], owner: 'in' })).toMatch(/another kind of layer/);
  expect(refusal({ do: 'nodes.share', ids: ['a'], owner: 'nobody' })).toBe('There is no node "nobody".');
  expect(refusal({ do: 'node.add', node: use('d', 'b'), at: { x: 0, y: 0 } })).toMatch(/share those of "a"/);
});
