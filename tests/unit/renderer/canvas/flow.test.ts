import { describe, expect, test } from 'vitest';
import { toFlowEdges, toFlowNodes } from '#renderer/canvas/flow';
import { apply } from '#renderer/document/apply';
import type { Command } from '#renderer/document/command';
import { factsOf } from '#renderer/document/facts';
import { levelOf } from '#renderer/document/level';
import { layeredLayout } from '#shared/layout/layered-layout';
import { checkProject } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import { templates } from '#shared/templates/catalogue';

const resnet50 = templates.find(({ id }) => id === 'resnet50');
if (!resnet50) throw new Error('There is no ResNet50.');
const project = resnet50.project(layeredLayout(resnet50.graph()));
const factsIn = (of: Project) => factsOf(levelOf(of, []), of.graph, checkProject(of));
const drawn = (of: Project) => toFlowNodes(of, factsIn(of), []);
const wires = (of: Project) => toFlowEdges(of, factsIn(of), []);

function edited(command: Command): Project {
  const applied = apply(project, command);
  if (!applied.ok) throw new Error(applied.error.code);
  return applied.value;
}

/** The cards that React Flow draws anew: those whose objects are others. */
function drawnAnew(command: Command): readonly string[] {
  const before = drawn(project);
  return drawn(edited(command)).flatMap((node, index) => (node === before[index] ? [] : [node.id]));
}

/** Counted, not timed: what makes large networks slow is drawing what has not changed. */
describe('of a large network', () => {
  const [input] = project.graph.nodes;
  const last = project.graph.nodes.at(-1);
  const middle = project.graph.nodes[90];
  if (!input || !last || !middle) throw new Error('ResNet50 is small.');
  const place = project.layout[middle.id] ?? { x: 0, y: 0 };
  const move: Command = { do: 'nodes.move', to: { [middle.id]: { x: place.x + 10, y: place.y } } };

  test('a moved card alone is drawn anew, and what it shows is the same', () => {
    const before = drawn(project).find(({ id }) => id === middle.id);
    expect(drawnAnew(move)).toEqual([middle.id]);
    expect(drawn(edited(move)).find(({ id }) => id === middle.id)?.data).toBe(before?.data);
  });

  test('React Flow is told of an edit only where a card has a problem by it: cards ask for their shapes themselves', () => {
    expect(drawnAnew({ do: 'param.set', id: last.id, param: 'activation', value: 'sigmoid' })).toEqual([]);
    expect(drawnAnew({ do: 'param.set', id: input.id, param: 'shape', value: [256, 256, 3] })).toEqual([]);
    expect(drawnAnew({ do: 'param.set', id: 'conv2_block1_3_conv', param: 'filters', value: 7 })).toEqual([
      'conv2_block1_add',
    ]);
  });

  test('the same list of wires stays when nothing of them changes', () => {
    const before = wires(project);
    expect(wires(edited({ do: 'project.rename', name: 'Another' }))).toBe(before);
  });
});

test('React Flow is told of every port of every card, so that it need not draw all of them to see', () => {
  const cards = new Map(drawn(project).map(card => [card.id, card]));
  const open = wires(project).filter(({ source, sourceHandle, target, targetHandle }) => {
    const has = (id: string, type: 'source' | 'target', port: string | null | undefined) =>
      cards.get(id)?.handles?.some(one => one.type === type && one.id === port);
    return !has(source, 'source', sourceHandle) || !has(target, 'target', targetHandle);
  });
  expect(wires(project).length).toBeGreaterThan(100);
  expect(open).toEqual([]);
});
