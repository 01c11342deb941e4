import { describe, expect, test } from 'vitest';
import { boxesOf } from '#renderer/document/align';
import { copyNodes, formatClipping, parseClipping, pasteNodes } from '#renderer/document/clipboard';
import { insertOnEdge, newNode } from '#renderer/document/edits';
import { canGroup, collapseAll, groupTogether, joinFrames, leaveGroup, ungroup } from '#renderer/document/group-edits';
import { ROW } from '#shared/layout/card';
import { layeredLayout } from '#shared/layout/layered-layout';
import { formatProject, parseProject } from '#shared/project/file';
import type { NodeGroup } from '#shared/project/groups';
import type { Project } from '#shared/project/project';
import { mnistCnn } from '#shared/templates/mnist-cnn';
import { Studio } from './studio';

const stem: NodeGroup = { id: 'group:1', title: 'Stem', nodes: ['conv2d_1', 'max_pooling2d_1'] };
const grouped = () => new Studio(mnistCnn.project()).do({ do: 'group.add', group: stem });
const members = ({ project }: Studio) => project.groups?.map(({ nodes }) => nodes);

/** The boxes that lie on a group's, other than those of its nodes. */
function onFrame(project: Project, id: string): readonly string[] {
  const boxes = boxesOf(project);
  const frame = boxes.find(box => box.id === id);
  const own = project.groups?.find(group => group.id === id)?.nodes ?? [];
  if (!frame) throw new Error(`no ${id}`);
  return boxes
    .filter(box => box.id !== id && !own.includes(box.id))
    .filter(
      ({ x, y, width, height }) =>
        x < frame.x + frame.width && frame.x < x + width && y < frame.y + frame.height && frame.y < y + height,
    )
    .map(box => box.id);
}

describe('groups', () => {
  test('are made, named, colored, collapsed and dissolved, each as one step, and change nothing but themselves', () => {
    const studio = new Studio(mnistCnn.project());
    const { groups: none, ...network } = studio.project;
    expect(none).toBeUndefined();
    const seen = [studio.project];
    studio.do({ do: 'group.add', group: stem });
    seen.push(studio.project);
    studio.do({ do: 'group.set', id: 'group:1', changes: { title: ' Edges ' } });
    seen.push(studio.project);
    studio.do({ do: 'nodes.color', ids: ['group:1'], color: 'teal' });
    seen.push(studio.project);
    studio.do({ do: 'group.set', id: 'group:1', changes: { collapsed: true } });
    const { groups, ...after } = studio.project;
    expect(groups).toEqual([{ ...stem, title: 'Edges', color: 'teal', collapsed: true }]);
    expect(after).toEqual(network);
    expect(parseProject(formatProject(studio.project))).toEqual({ ok: true, value: studio.project });
    for (const before of seen.toReversed()) expect(studio.undo().project).toBe(before);
    studio.do({ do: 'group.add', group: stem }).do({ do: 'groups.remove', ids: ['group:1'] });
    expect('groups' in studio.project).toBe(false);
  });

  test('hold a node once: what joins one leaves the other, and an empty one is gone', () => {
    const studio = grouped();
    studio.do({ do: 'group.add', group: { id: 'group:2', title: 'Head', nodes: ['max_pooling2d_1', 'dense_1'] } });
    expect(members(studio)).toEqual([['conv2d_1'], ['max_pooling2d_1', 'dense_1']]);
    studio.do({ do: 'group.set', id: 'group:2', changes: { nodes: ['dense_1', 'conv2d_1'] } });
    expect(members(studio)).toEqual([['dense_1', 'conv2d_1']]);
    studio.do(leaveGroup(studio.project, ['dense_1']));
    expect(members(studio)).toEqual([['conv2d_1']]);
    studio.do({ do: 'nodes.remove', ids: ['conv2d_1'] });
    expect('groups' in studio.project).toBe(false);
  });

  test('follow their nodes when these are renamed, removed and swapped, and take in what is put between two of them', () => {
    const studio = grouped();
    studio.do({ do: 'node.rename', id: 'conv2d_1', to: 'first' });
    const edge = studio.project.graph.edges.find(({ from }) => from === 'first');
    if (!edge) throw new Error('no edge');
    studio.do(insertOnEdge(studio.project, edge, newNode(studio.project, 'batchNormalization')).command);
    expect(members(studio)).toEqual([['first', 'max_pooling2d_1', 'batch_normalization_1']]);
    const leaving = studio.project.graph.edges.find(({ from }) => from === 'max_pooling2d_1');
    if (!leaving) throw new Error('no edge');
    studio.do(insertOnEdge(studio.project, leaving, newNode(studio.project, 'dropout')).command);
    studio.do({ do: 'nodes.remove', ids: ['first'] });
    expect(members(studio)).toEqual([['max_pooling2d_1', 'batch_normalization_1']]);
  });

  test('that cannot be are refused', () => {
    const studio = grouped();
    expect(studio.try({ do: 'group.add', group: stem })).toBe('document/id-taken');
    expect(studio.try({ do: 'group.add', group: { ...stem, id: 'group:2', nodes: [] } })).toBe('group/empty');
    expect(studio.try({ do: 'group.add', group: { ...stem, id: 'group:2', nodes: ['nobody'] } })).toBe(
      'document/no-node',
    );
    expect(studio.try({ do: 'group.set', id: 'group:1', changes: { title: ' ' } })).toBe('group/invalid');
    expect(studio.try({ do: 'group.set', id: 'group:9', changes: { title: 'x' } })).toBe('document/no-group');
    expect(studio.try({ do: 'groups.remove', ids: ['group:9'] })).toBe('document/no-group');
    expect(studio.try({ do: 'nodes.move', to: { 'group:9': { x: 0, y: 0 } } })).toBe('document/no-group');
    expect(studio.try({ do: 'nodes.color', ids: ['group:9'], color: 'red' })).toBe('document/no-group');
  });

  test('move with all that is in them, collapsed or not', () => {
    for (const collapsed of [false, true]) {
      const studio = grouped().do({ do: 'group.set', id: 'group:1', changes: { collapsed } });
      const { layout } = studio.project;
      const box = boxesOf(studio.project).find(({ id }) => id === 'group:1');
      if (!box) throw new Error('no box');
      studio.do({ do: 'nodes.move', to: { 'group:1': { x: box.x + 30, y: box.y - 7 } } });
      for (const id of stem.nodes) {
        const [old, now] = [layout[id], studio.project.layout[id]];
        expect(now).toEqual({ ...old, x: (old?.x ?? 0) + 30, y: (old?.y ?? 0) - 7 });
      }
      expect(studio.project.layout.dense_1).toBe(layout.dense_1);
    }
  });
});

describe('room', () => {
  test('is made for a frame between the usual rows, in the same step', () => {
    const studio = new Studio(mnistCnn.project());
    const before = studio.project;
    const made = groupTogether(before, stem.nodes);
    if (!made.ok) throw new Error(made.error.code);
    studio.do(made.value.command);
    expect(made.value.select).toEqual(['group:1']);
    expect(onFrame(studio.project, 'group:1')).toEqual([]);
    const below = groupTogether(studio.project, ['conv2d_2', 'max_pooling2d_2']);
    if (!below.ok) throw new Error(below.error.code);
    studio.do(below.value.command);
    expect(studio.project.groups?.map(({ title }) => title)).toEqual(['Group 1', 'Group 2']);
    for (const id of ['group:1', 'group:2']) expect(onFrame(studio.project, id)).toEqual([]);
    expect(studio.undo().undo().project).toBe(before);
  });

  test('is made at the side for what stands between the nodes of a group', () => {
    const studio = new Studio(mnistCnn.project());
    const made = groupTogether(studio.project, ['conv2d_1', 'conv2d_2']);
    if (!made.ok) throw new Error(made.error.code);
    studio.do(made.value.command);
    expect(onFrame(studio.project, 'group:1')).toEqual([]);
  });

  /** A studio with a frame of three layers, and what collapses and opens it. */
  function framed() {
    const studio = grouped();
    const room = groupTogether(studio.project, ['group:1', 'conv2d_2']);
    if (!room.ok) throw new Error(room.error.code);
    studio.do(room.value.command);
    const flip = (collapsed: boolean) => {
      const done = collapseAll(studio.project, ['group:1'], collapsed);
      if (!done.ok) throw new Error(done.error.code);
      studio.do(done.value.command);
    };
    const place = (id: string) => studio.project.layout[id] ?? { x: Number.NaN, y: Number.NaN };
    return { studio, flip, place };
  }

  test('that a collapsed group no longer takes is closed up by what lies below, and taken back on opening it', () => {
    const { studio, flip, place } = framed();
    const note = {
      id: 'note:1',
      text: 'the second stage',
      x: 400,
      y: place('dense_1').y,
      width: 160,
      height: 60,
    } as const;
    studio.do({ do: 'note.add', note });
    const open = studio.project;
    const rows = place('conv2d_2').y - place('conv2d_1').y;
    flip(true);
    for (const { id } of open.graph.nodes) {
      const below = (open.layout[id]?.y ?? 0) > (open.layout.conv2d_2?.y ?? 0);
      expect(place(id)).toEqual({ ...open.layout[id], y: (open.layout[id]?.y ?? 0) - (below ? rows : 0) });
    }
    expect(studio.project.notes).toEqual([{ ...note, y: note.y - rows }]);
    flip(false);
    expect(studio.project).toEqual(open);
    expect(studio.undo().undo().project).toBe(open);
  });

  test('is left where something else stands in it, and made again where something came there', () => {
    const { studio, flip, place } = framed();
    const at = (id: string) => ({ x: place(id).x, y: place(id).y });
    studio.do({ do: 'nodes.move', to: { dense_1: { ...at('conv2d_2'), x: at('conv2d_2').x + 900 } } });
    const beside = studio.project;
    flip(true);
    expect(studio.project.layout).toBe(beside.layout);
    studio.do({ do: 'nodes.move', to: { dense_1: at('conv2d_2') } });
    flip(false);
    expect(onFrame(studio.project, 'group:1')).toEqual([]);
  });

  test('is made for what a collapsed group hid when it is taken away', () => {
    const studio = grouped().do({ do: 'group.set', id: 'group:1', changes: { collapsed: true } });
    studio.do({ do: 'nodes.move', to: layeredLayout(studio.project.graph, studio.project.groups) });
    const before = studio.project;
    const done = ungroup(before, ['group:1']);
    if (!done.ok) throw new Error(done.error.code);
    expect(done.value.select).toEqual(stem.nodes);
    studio.do(done.value.command);
    const { groups, graph } = studio.project;
    expect(groups).toBeUndefined();
    const tops = graph.nodes.map(({ id }) => studio.project.layout[id]?.y ?? Number.NaN);
    for (const [index, top] of tops.slice(1).entries()) expect(top - (tops[index] ?? 0)).toBeGreaterThanOrEqual(ROW);
    expect(studio.undo().project).toBe(before);
  });

  test('is left for the title below a layer that is put before a group', () => {
    const studio = new Studio(mnistCnn.project());
    const made = groupTogether(studio.project, stem.nodes);
    if (!made.ok) throw new Error(made.error.code);
    studio.do(made.value.command);
    const edge = studio.project.graph.edges.find(({ to }) => to === 'conv2d_1');
    if (!edge) throw new Error('no edge');
    studio.do(insertOnEdge(studio.project, edge, newNode(studio.project, 'rescaling')).command);
    expect(members(studio)).toEqual([stem.nodes]);
    expect(onFrame(studio.project, 'group:1')).toEqual([]);
  });

  test('a group with other nodes takes them in; a group alone is one already', () => {
    const studio = grouped();
    expect(canGroup(studio.project, ['group:1'])).toBe(false);
    expect(canGroup(studio.project, stem.nodes)).toBe(false);
    expect(canGroup(studio.project, ['conv2d_1'])).toBe(true);
    expect(canGroup(studio.project, [])).toBe(false);
    const joined = groupTogether(studio.project, ['group:1', 'conv2d_2']);
    if (!joined.ok) throw new Error(joined.error.code);
    studio.do(joined.value.command);
    expect(studio.project.groups).toEqual([{ ...stem, nodes: [...stem.nodes, 'conv2d_2'] }]);
  });
});

describe('groups come along', () => {
  test('with a copy of all of their nodes, through text too, and not with one of some', () => {
    const { project } = grouped();
    const copied = parseClipping(formatClipping(copyNodes(project, ['group:1', 'conv2d_2'])));
    if (!copied.ok) throw new Error(copied.error.code);
    expect(copied.value.groups).toEqual([stem]);
    const { command, select } = pasteNodes(project, copied.value, { x: 400, y: 0 });
    const studio = new Studio(project).do(command);
    expect(select).toEqual(['conv2d_4', 'group:2']);
    expect(studio.project.groups).toEqual([stem, { ...stem, id: 'group:2', nodes: ['conv2d_3', 'max_pooling2d_3'] }]);
    expect(copyNodes(project, ['conv2d_1']).groups).toEqual([]);
    const old = { ...copied.value, groups: undefined };
    expect(parseClipping(JSON.stringify(old))).toMatchObject({ ok: true, value: { groups: [] } });
  });

  test('into a block with all of their nodes, and out of each copy of it', () => {
    const studio = grouped();
    const make = { do: 'block.make', block: 'step', title: 'Step', node: 'step_1' } as const;
    studio.do({ ...make, ids: ['conv2d_1', 'max_pooling2d_1', 'conv2d_2'] });
    expect('groups' in studio.project).toBe(false);
    expect(studio.project.graph.blocks?.step?.groups).toEqual([stem]);
    expect(parseProject(formatProject(studio.project))).toEqual({ ok: true, value: studio.project });
    studio.do({
      do: 'inside',
      block: 'step',
      command: { do: 'group.set', id: 'group:1', changes: { title: 'Inner' } },
    });
    studio.do({ do: 'param.set', id: 'step_1', param: 'repeat', value: 2 });
    studio.do({ do: 'block.unpack', id: 'step_1' });
    expect(studio.project.groups).toEqual([
      { ...stem, title: 'Inner' },
      { id: 'group:2', title: 'Inner', nodes: ['conv2d_1_2', 'max_pooling2d_1_2'] },
    ]);
  });

  test('a block made of some of a group, and what is unpacked from it, stays in the group', () => {
    const studio = grouped();
    studio.do({ do: 'group.set', id: 'group:1', changes: { nodes: [...stem.nodes, 'conv2d_2'] } });
    studio.do({ do: 'block.make', ids: stem.nodes, block: 'step', title: 'Step', node: 'step_1' });
    expect(members(studio)).toEqual([['conv2d_2', 'step_1']]);
    studio.do({ do: 'block.unpack', id: 'step_1' });
    expect(members(studio)).toEqual([['conv2d_2', 'conv2d_1', 'max_pooling2d_1']]);
  });
});

test('a file with groups that cannot be opens with those of them that can', () => {
  const { project } = grouped();
  const text = JSON.stringify({
    ...project,
    groups: [
      { ...stem, nodes: ['conv2d_1', 'nobody', 'conv2d_1'] },
      { ...stem, nodes: ['conv2d_1', 'dense_1'] },
      { ...stem, id: 'group:7', nodes: ['nobody'] },
    ],
  });
  const opened = parseProject(text);
  expect(opened.ok && opened.value.groups).toEqual([
    { ...stem, nodes: ['conv2d_1'] },
    { ...stem, id: 'group:2', nodes: ['dense_1'] },
  ]);
});

test('a group takes in what is dropped in its frame, and nothing else, in the step of the drag', () => {
  const studio = grouped();
  const { x, y } = studio.project.layout.conv2d_1 ?? { x: 0, y: 0 };
  const before = studio.project;
  studio.do({ do: 'nodes.move', to: { dense_1: { x: x + 20, y: y + 30 } } });
  const commands = joinFrames(studio.project, ['dense_1', 'dense_2', 'conv2d_1']);
  studio.do({ do: 'together', commands, endsDrag: true });
  expect(members(studio)).toEqual([['conv2d_1', 'max_pooling2d_1', 'dense_1']]);
  expect(joinFrames(studio.project, ['dense_1', 'dense_2'])).toEqual([]);
  studio.undo();
  expect(studio.project).toEqual(before);
});
