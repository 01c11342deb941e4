import { expect, test } from 'vitest';
import { whyNotConnect } from '#shared/graph/connect';
import type { Graph } from '#shared/graph/graph';

const graph: Graph = {
  nodes: [
    { id: 'in', type: 'input', params: {} },
    { id: 'a', type: 'dense', params: {} },
    { id: 'b', type: 'dense', params: {} },
    { id: 'sum', type: 'add', params: {} },
  ],
  edges: [
    { from: 'in', to: 'a', port: 'input' },
    { from: 'a', to: 'sum', port: 'input' },
  ],
};
const why = (from: string, to: string, port = 'input') => whyNotConnect(graph, { from, to, port })?.code ?? null;

test('a free port takes an edge, a port for many takes a second', () => {
  expect(why('a', 'b')).toBeNull();
  expect(why('in', 'sum')).toBeNull();
});

test('each refusal has its reason', () => {
  expect(why('ghost', 'a')).toBe('connect/no-node');
  expect(why('a', 'ghost')).toBe('connect/no-node');
  expect(why('a', 'a')).toBe('connect/self');
  expect(why('a', 'in')).toBe('connect/no-port');
  expect(why('in', 'b', 'mask')).toBe('connect/no-port');
  expect(why('a', 'sum')).toBe('connect/duplicate');
  expect(why('sum', 'a')).toBe('connect/cycle');
  expect(why('b', 'a')).toBe('connect/port-taken');
});
