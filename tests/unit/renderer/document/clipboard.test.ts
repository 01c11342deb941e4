import { describe, expect, test } from 'vitest';
import {
  copyNodes,
  cornerOf,
  describeClippingError,
  formatClipping,
  parseClipping,
  pasteNodes,
} from '#renderer/document/clipboard';
import { ROW } from '#shared/layout/card';
import { formatProject } from '#shared/project/file';
import { mnistCnn } from '#shared/templates/mnist-cnn';
import { Studio } from './studio';

const here = { x: 0, y: 0 };
const code = (text: string) => {
  const parsed = parseClipping(text);
  return parsed.ok ? 'ok' : parsed.error.code;
};

describe('pasting with incoming wires', () => {
  test('joins the copies to what fed the originals; without, it does not', () => {
    const studio = new Studio().chain('input', 'conv2d', 'flatten');
    const clipping = copyNodes(studio.project, ['conv2d_1']);
    studio.do(pasteNodes(studio.project, clipping, here).command);
    expect(studio.edges).not.toContain('input_1 > conv2d_2');
    studio.do(pasteNodes(studio.project, clipping, here, { withIncoming: true }).command);
    expect(studio.edges).toContain('input_1 > conv2d_3');
    expect(studio.edges).toHaveLength(3);
  });

  test('in another project it joins what is called the same, and leaves out what is not there', () => {
    const copied = new Studio().chain('input', 'conv2d', 'flatten').project;
    const clipping = copyNodes(copied, ['conv2d_1', 'flatten_1']);
    const empty = new Studio();
    empty.do(pasteNodes(empty.project, clipping, here, { withIncoming: true }).command);
    expect(empty.edges).toEqual(['conv2d_1 > flatten_1']);
    const other = new Studio().add('input');
    other.do(pasteNodes(other.project, clipping, here, { withIncoming: true }).command);
    expect(other.edges).toEqual(['conv2d_1 > flatten_1', 'input_1 > conv2d_1']);
  });

  test('a port that is not there is no reason to refuse the rest', () => {
    const { project } = new Studio().chain('input', 'dense');
    const odd = { ...copyNodes(project, ['dense_1']), incoming: [{ from: 'input_1', to: 'dense_1', port: 'query' }] };
    const studio = new Studio(project).do(pasteNodes(project, odd, here, { withIncoming: true }).command);
    expect(studio.nodes).toEqual(['input_1', 'dense_1', 'dense_2']);
  });
});

test('colors, notes and their places are copied along, under ids that are free', () => {
  const studio = new Studio().chain('input', 'dense');
  studio.do({ do: 'nodes.color', ids: ['dense_1'], color: 'green' });
  studio.do({ do: 'note.add', note: { id: 'note:1', text: 'look', x: -30, y: 5, width: 90, height: 60 } });
  const clipping = copyNodes(studio.project, ['dense_1', 'note:1']);
  expect(cornerOf(clipping)).toEqual({ x: -30, y: 5 });
  const { command, select } = pasteNodes(studio.project, clipping, { x: 100, y: 0 });
  const before = studio.project;
  studio.do(command);
  expect(select).toEqual(['dense_2', 'note:2']);
  expect(studio.project.layout.dense_2).toEqual({ x: 100, y: ROW, color: 'green' });
  expect(studio.project.notes?.[1]).toEqual({ id: 'note:2', text: 'look', x: 70, y: 5, width: 90, height: 60 });
  expect(studio.undo().project).toBe(before);
});

describe('what lies on the clipboard', () => {
  test('is JSON that a person can read', () => {
    const text = formatClipping(copyNodes(mnistCnn.project(), ['conv2d_1']));
    expect(text).toContain('\n  "receptive": "nodes",\n');
    expect(text).toContain('"type": "conv2d"');
    expect(code(text)).toBe('ok');
  });

  test('a clipping of an older window, without wires and notes, is still one', () => {
    const { incoming, notes, ...old } = copyNodes(mnistCnn.project(), ['conv2d_1']);
    expect(code(JSON.stringify(old))).toBe('ok');
  });

  test.each([
    ['', 'clipboard/empty'],
    ['  \n', 'clipboard/empty'],
    ['hello', 'clipboard/foreign'],
    ['{}', 'clipboard/foreign'],
    ['[1]', 'clipboard/foreign'],
    ['{"receptive":"nodes"}', 'clipboard/invalid'],
    ['{"receptive":"nodes","graph":{"nodes":[],"edges":[]},"layout":{}}', 'clipboard/empty'],
    [formatProject(mnistCnn.project()), 'clipboard/project'],
  ])('if it is something else, it is said what: %s', (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  test('a refusal shows how the foreign text begins, and where a clipping is damaged', () => {
    const say = (text: string) => {
      const parsed = parseClipping(text);
      return parsed.ok ? '' : describeClippingError(parsed.error);
    };
    expect(say('https://example.org/a/very/long/address/that/goes/on')).toContain(
      '“https://example.org/a/very/long/address/…”',
    );
    expect(say('{"receptive":"nodes","graph":{"nodes":[{"id":"1"}],"edges":[]},"layout":{}}')).toContain(
      'graph.nodes.0',
    );
    expect(say(formatProject(mnistCnn.project()))).toContain('“MNIST CNN”');
  });
});
