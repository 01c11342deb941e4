import { describe, expect, test } from 'vitest';
import { formatProject, parseProject } from '#shared/project/file';
import { freshNoteId } from '#shared/project/place';
import { mnistCnn } from '#shared/templates/mnist-cnn';
import { Studio } from './studio';

const note = { id: 'note:1', text: 'why this', x: 10, y: 20, width: 200, height: 80 } as const;

describe('notes', () => {
  test('are written, moved, resized, colored and removed, each as one step', () => {
    const studio = new Studio().do({ do: 'note.add', note });
    const seen = [studio.project];
    studio.do({ do: 'note.set', id: 'note:1', changes: { text: 'because' } });
    seen.push(studio.project);
    studio.do({ do: 'nodes.move', to: { 'note:1': { x: 50, y: 60 } } });
    seen.push(studio.project);
    studio.do({ do: 'note.set', id: 'note:1', changes: { x: 40, width: 210 } });
    seen.push(studio.project);
    studio.do({ do: 'nodes.color', ids: ['note:1'], color: 'teal' });
    expect(studio.project.notes).toEqual([{ ...note, text: 'because', x: 40, y: 60, width: 210, color: 'teal' }]);
    for (const before of seen.toReversed()) expect(studio.undo().project).toBe(before);
    studio.do({ do: 'notes.remove', ids: ['note:1'] });
    expect('notes' in studio.project).toBe(false);
  });

  test('typing in one is one step', () => {
    const studio = new Studio().do({ do: 'note.add', note });
    const before = studio.project;
    for (const text of ['w', 'wh', 'why']) studio.do({ do: 'note.set', id: 'note:1', changes: { text } });
    expect(studio.undo().project).toBe(before);
  });

  test('that cannot be are refused', () => {
    const studio = new Studio().do({ do: 'note.add', note });
    expect(studio.try({ do: 'note.add', note })).toBe('document/id-taken');
    expect(studio.try({ do: 'note.set', id: 'note:2', changes: { text: 'x' } })).toBe('document/no-note');
    expect(studio.try({ do: 'note.set', id: 'note:1', changes: { width: 1 } })).toBe('note/invalid');
    expect(studio.try({ do: 'notes.remove', ids: ['note:9'] })).toBe('document/no-note');
    expect(studio.try({ do: 'nodes.move', to: { 'note:9': { x: 0, y: 0 } } })).toBe('document/no-note');
    expect(studio.try({ do: 'note.add', note: { ...note, id: 'note:2', x: Number.NaN } })).toBe('note/invalid');
  });

  test('have the first number that is free', () => {
    expect(freshNoteId(new Set(['note:1', 'note:3']))).toBe('note:2');
  });
});

describe('marks of nodes', () => {
  test('stay with the node through moving, renaming and saving, and change nothing but the layout', () => {
    const studio = new Studio(mnistCnn.project());
    const { layout: _, ...before } = studio.project;
    studio.do({ do: 'nodes.color', ids: ['conv2d_1', 'dense_1'], color: 'red' });
    studio.do({ do: 'node.annotate', id: 'conv2d_1', text: 'edges' });
    const { layout, ...after } = studio.project;
    expect(after).toEqual(before);
    expect(layout.conv2d_1).toMatchObject({ color: 'red', note: 'edges' });
    studio.do({ do: 'nodes.move', to: { conv2d_1: { x: 1, y: 2 } } });
    studio.do({ do: 'node.rename', id: 'conv2d_1', to: 'stem' });
    expect(studio.project.layout.stem).toEqual({ x: 1, y: 2, color: 'red', note: 'edges' });
    expect(parseProject(formatProject(studio.project))).toEqual({ ok: true, value: studio.project });
  });

  test('are taken away again, and doing nothing is no step', () => {
    const studio = new Studio().chain('input', 'dense');
    const before = studio.project;
    studio.do({ do: 'nodes.color', ids: ['dense_1'], color: null });
    studio.do({ do: 'node.annotate', id: 'dense_1', text: '' });
    expect(studio.project).toBe(before);
    studio.do({ do: 'nodes.color', ids: ['dense_1'], color: 'blue' });
    studio.do({ do: 'node.annotate', id: 'dense_1', text: 'x' });
    studio.do({ do: 'node.annotate', id: 'dense_1', text: '' });
    studio.do({ do: 'nodes.color', ids: ['dense_1'], color: null });
    expect(studio.project).toEqual(before);
    expect(studio.try({ do: 'nodes.color', ids: ['nobody'], color: 'red' })).toBe('document/no-node');
    expect(studio.try({ do: 'node.annotate', id: 'nobody', text: 'x' })).toBe('document/no-node');
  });
});

test('a file from before colors and notes opens as it was', () => {
  const project = mnistCnn.project();
  expect('notes' in project).toBe(false);
  expect(parseProject(formatProject(project))).toEqual({ ok: true, value: project });
});
