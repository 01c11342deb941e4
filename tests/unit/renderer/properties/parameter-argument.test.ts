import { describe, expect, test } from 'vitest';
import { parameterArgument, timesAsMany } from '#renderer/properties/parameter-argument';
import { analyzeGraph, parameterCount } from '#shared/graph/analyze';
import type { GraphNode, NodeId } from '#shared/graph/graph';
import { templates } from '#shared/templates/catalogue';
import { Network } from '#shared/templates/network';

/** The argument of a layer on a picture of 224 × 224 × 3; a Dense gets a Flatten before it. */
function argue(type: string, params: GraphNode['params']) {
  const network = new Network();
  let last = network.input(224, 224, 3);
  if (type === 'dense') last = network.add('flatten', {}, last);
  const id = network.add(type, params, last);
  const { nodes } = analyzeGraph(network.graph);
  const node = nodes.get(id);
  const flattened = nodes.get('flatten_1')?.inputs?.[0];
  return node ? parameterArgument(node, flattened) : null;
}

test('a Dense of 100 on 224 × 224 × 3 has 15,052,900, a convolution 2,800', () => {
  const dense = argue('dense', { units: 100 });
  expect(dense).toMatchObject({
    because: expect.stringContaining('for each of the 150,528 inputs (224 · 224 · 3, flattened) and a bias'),
    sum: { terms: '224 · 224 · 3 · 100 + 100', total: 15_052_900 },
    instead: { sum: { terms: '3 · 3 · 3 · 100 + 100', total: 2800 } },
  });
  expect(dense && timesAsMany(dense)).toBe('This layer has 5,376 times as many.');
  const conv = argue('conv2d', { filters: 100 });
  expect(conv).toMatchObject({ sum: { total: 2800 }, instead: { sum: { total: 15_052_900 } } });
  expect(conv && timesAsMany(conv)).toBe('That is 5,376 times as many.');
});

test('a convolution without bias in three groups says so', () => {
  expect(argue('conv2d', { filters: 6, groups: 3, useBias: false })).toMatchObject({
    because: expect.stringContaining('looks at 1 of the 3 channels'),
    sum: { terms: '3 · 3 · 1 · 6', total: 54 },
  });
});

test('layers of other kinds need no words', () => {
  expect(argue('maxPooling2d', {})).toBeNull();
  expect(argue('batchNormalization', {})).toBeNull();
});

describe.each(templates.map(template => [template.id, template] as const))('%s', (_, template) => {
  test('every sum is the number of parameters', () => {
    const graph = template.graph();
    const { nodes } = analyzeGraph(graph);
    const sourceOf = (id: NodeId) => nodes.get(graph.edges.find(({ to }) => to === id)?.from ?? '');
    for (const [id, known] of nodes) {
      const source = sourceOf(id);
      const argument = parameterArgument(known, source?.node.type === 'flatten' ? source.inputs?.[0] : undefined);
      if (argument && known.analysis) expect(argument.sum.total, id).toBe(parameterCount(known.analysis));
    }
  });
});
