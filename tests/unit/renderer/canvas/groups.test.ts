import { expect, test } from 'vitest';
import { toFlowEdges, toFlowNodes } from '#renderer/canvas/flow';
import { toFlowGroups } from '#renderer/canvas/group-flow';
import { factsOf } from '#renderer/document/facts';
import { levelOf } from '#renderer/document/level';
import { seenIn } from '#renderer/document/seen';
import { checkProject } from '#shared/project/check';
import type { NodeGroup } from '#shared/project/groups';
import type { Project } from '#shared/project/project';
import { resnet20 } from '#shared/templates/resnet-20';
import { Studio } from '../document/studio';

const project = resnet20.project();
const nodes = project.graph.nodes.slice(4, 12).map(({ id }) => id);
const withGroup = (collapsed: boolean): Studio => {
  const group: NodeGroup = { id: 'group:1', title: 'Stage', nodes, ...(collapsed ? { collapsed: true } : {}) };
  return new Studio(project).do({ do: 'group.add', group });
};
const factsIn = (of: Project) => factsOf(levelOf(of, []), of.graph, checkProject(of));
const groupIn = (of: Project, selected: readonly string[] = []) => toFlowGroups(of, factsIn(of), selected)[0];

test('an open group hides nothing', () => {
  const open = withGroup(false).project;
  expect(seenIn(open).graph).toBe(open.graph);
  expect(groupIn(open)).toMatchObject({ type: 'frame', ariaLabel: 'Group Stage, 8 layers' });
});

test('a collapsed group is one card, with the wires that led in and out and none that lay within', () => {
  const { project: closed } = withGroup(true);
  const seen = seenIn(closed);
  expect(toFlowNodes(seen, factsIn(closed), []).map(({ id }) => id)).toEqual(
    project.graph.nodes.flatMap(({ id }) => (nodes.includes(id) ? [] : [id])),
  );
  const wires = toFlowEdges(seen, factsIn(closed), []);
  const isInside = (id: string) => nodes.includes(id);
  const through = project.graph.edges.filter(({ from, to }) => isInside(from) !== isInside(to));
  const ends = new Set(through.map(({ from, to }) => `${isInside(from) ? '' : from} ${isInside(to) ? '' : to}`));
  expect(wires.filter(({ source, target }) => [source, target].includes('group:1'))).toHaveLength(ends.size);
  expect(wires.filter(({ data }) => data?.gathered)).toHaveLength(ends.size);
  expect(wires.some(({ source, target }) => isInside(source) || isInside(target))).toBe(false);
  const again = toFlowEdges(seenIn(closed), factsIn(closed), []);
  expect(again.every((wire, index) => wire === wires[index])).toBe(true);
  expect(groupIn(closed, [nodes[0] ?? ''])?.selected).toBe(true);
  expect(groupIn(closed)?.ariaLabel).toBe(
    'Group Stage, 8 layers, collapsed, 7,040 parameters, 32 × 32 × 16 → 32 × 32 × 16',
  );
});

test('what is wrong in a collapsed group is marked on its card', () => {
  const studio = withGroup(true);
  const conv = project.graph.nodes.find(({ id, type }) => nodes.includes(id) && type === 'conv2d');
  if (!conv) throw new Error('no convolution in the group');
  const before = groupIn(studio.project);
  studio.do({ do: 'param.set', id: conv.id, param: 'kernelSize', value: [50, 50] });
  studio.do({ do: 'param.set', id: conv.id, param: 'padding', value: 'valid' });
  const after = groupIn(studio.project);
  expect(before?.data.facts?.worst).toBeUndefined();
  expect(after?.data.facts?.worst).toBe('error');
  expect(after?.ariaLabel).toMatch(/32 × 32 × 16 → \?, has a problem$/);
});
