import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyzeGraph } from '#shared/graph/analyze';
import type { FieldAxis } from '#shared/graph/receptive-field';
import { layers } from '#shared/layers/catalogue';
import { alexnet } from '#shared/templates/imagenet/alexnet';
import { inceptionV3 } from '#shared/templates/imagenet/inception-v3';
import { mobilenet } from '#shared/templates/imagenet/mobilenet';
import { resnet50 } from '#shared/templates/imagenet/resnet50';
import { vgg16 } from '#shared/templates/imagenet/vgg16';
import { lenet5 } from '#shared/templates/lenet-5';
import { Network } from '#shared/templates/network';
import { visionTransformer } from '#shared/templates/vision-transformer';

/** The field of a node's output. */
const field = (graph: Network['graph'], id: string) => analyzeGraph(graph).nodes.get(id)?.field;
const square = (size: number, jump: number, start: number): readonly FieldAxis[] => [
  { size, jump, start },
  { size, jump, start },
];

describe('published fields (Araujo, Norris and Sim, 2019)', () => {
  test.each([
    [vgg16, 'block5_pool', square(212, 32, 15.5)],
    [resnet50, 'conv5_block3_out', square(483, 32, 0)],
    [inceptionV3, 'mixed10', square(1311, 32, 37)],
    [mobilenet, 'conv_pw_13_relu', square(315, 32, 31)],
    [alexnet, 'pool5', square(195, 32, 33)],
  ] as const)('%o at %s', (template, id, expected) => {
    expect(field(template.graph(), id)).toEqual(expected);
  });
});

test("LeNet's second pooling sees 16 pixels; Flatten and what follows see all", () => {
  const { nodes } = analyzeGraph(lenet5.graph());
  expect(nodes.get('average_pooling2d_2')?.field).toEqual(square(16, 4, 5.5));
  expect(nodes.get('flatten_1')?.field).toBe('whole');
  expect(nodes.get('dense_3')?.field).toBe('whole');
});

test('a Reshape makes the field unknown, and attention makes it the whole input', () => {
  const { nodes } = analyzeGraph(visionTransformer.graph());
  expect(nodes.get('row_of_patches')?.field).toBeUndefined();
  expect([...nodes.values()].find(({ node }) => node.type === 'multiHeadAttention')?.field).toBe('whole');
});

test('rows of numbers have no places; an Embedding makes a series of them', () => {
  const network = new Network();
  const rows = network.input(20);
  const dense = network.add('dense', {}, rows);
  const words = network.add('embedding', {}, rows);
  const conv = network.add('conv1d', { kernelSize: 5 }, words);
  expect(field(network.graph, dense)).toEqual([]);
  expect(field(network.graph, words)).toEqual([{ size: 1, jump: 1, start: 0 }]);
  expect(field(network.graph, conv)).toEqual([{ size: 5, jump: 1, start: 2 }]);
});

test('padding and cropping move the start, enlarging halves the jump', () => {
  const network = new Network();
  const input = network.input(8, 8, 1);
  const padded = network.add('zeroPadding2d', { padding: { top: 3, bottom: 0, left: 1, right: 0 } }, input);
  const cropped = network.add('cropping2d', { cropping: { top: 3, bottom: 0, left: 1, right: 0 } }, padded);
  const larger = network.add('upSampling2d', {}, cropped);
  const conv = network.add('conv2d', {}, larger);
  expect(field(network.graph, padded)).toMatchObject([{ start: -3 }, { start: -1 }]);
  expect(field(network.graph, cropped)).toEqual(square(1, 1, 0));
  expect(field(network.graph, larger)).toEqual(square(1, 0.5, -0.25));
  // Three positions of the enlarged picture lie on two of the input.
  expect(field(network.graph, conv)).toEqual(square(2, 0.5, 0.25));
});

test('of two branches the outermost counts, of different strides none', () => {
  const network = new Network();
  const input = network.input(32, 32, 4);
  const wide = network.add('conv2d', { filters: 4, kernelSize: [5, 1], padding: 'same' }, input);
  const high = network.add('conv2d', { filters: 4, kernelSize: [1, 7], padding: 'same' }, input);
  const sum = network.add('add', {}, [wide, high]);
  expect(field(network.graph, sum)).toEqual([
    { size: 5, jump: 1, start: 0 },
    { size: 7, jump: 1, start: 0 },
  ]);
  const strided = network.add('conv2d', { filters: 4, strides: [2, 2], padding: 'same' }, input);
  const unpadded = network.add('conv2d', { filters: 4, kernelSize: [17, 17] }, input);
  expect(field(network.graph, network.add('add', {}, [strided, unpadded]))).toBeUndefined();
});

test('a gate made from the whole picture, as in squeeze and excitation, lets every place see the whole', () => {
  const network = new Network();
  const input = network.input(8, 8, 4);
  const pooled = network.add('globalAveragePooling2d', {}, input);
  const gate = network.add('reshape', { targetShape: [1, 1, 4] }, network.add('dense', { units: 4 }, pooled));
  const gated = network.add('multiply', {}, [input, gate]);
  expect(field(network.graph, pooled)).toBe('whole');
  expect(field(network.graph, gated)).toBe('whole');
});

interface Step {
  readonly kernelSize: number;
  readonly strides: number;
  readonly dilationRate: number;
  readonly padding: 'valid' | 'same';
}

/** The input positions that each output position depends on, found by going through every window. */
function dependencies(sizes: readonly number[], steps: readonly Step[]): readonly ReadonlySet<number>[] {
  let seen: ReadonlySet<number>[] = Array.from({ length: sizes[0] ?? 0 }, (_, i) => new Set([i]));
  for (const [index, { kernelSize, strides, dilationRate, padding }] of steps.entries()) {
    const output = sizes[index + 1] ?? 0;
    const reach = (kernelSize - 1) * dilationRate + 1;
    const zeros = padding === 'same' ? Math.max((output - 1) * strides + reach - seen.length, 0) : 0;
    const first = -Math.floor(zeros / 2);
    const before = seen;
    seen = Array.from({ length: output }, (_, o) => {
      const taps = Array.from({ length: kernelSize }, (_, tap) => before[first + o * strides + tap * dilationRate]);
      return new Set(taps.flatMap(tap => [...(tap ?? [])]));
    });
  }
  return seen;
}

const step: fc.Arbitrary<Step> = fc
  .record({
    kernelSize: fc.integer({ min: 1, max: 5 }),
    strides: fc.integer({ min: 1, max: 3 }),
    dilationRate: fc.integer({ min: 1, max: 3 }),
    padding: fc.constantFrom('valid', 'same'),
  })
  .map(made => (made.strides > 1 ? { ...made, dilationRate: 1 } : made));

test('size, jump and start are those that following every window finds', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), steps => {
      const network = new Network();
      let last = network.input(600, 1);
      const ids = [last];
      for (const params of steps) {
        last = network.add('conv1d', { filters: 1, ...params }, last);
        ids.push(last);
      }
      const { nodes } = analyzeGraph(network.graph);
      const sizes = ids.map(id => Number(nodes.get(id)?.analysis?.output[1]));
      const found = dependencies(sizes, steps);
      const middle = Math.floor(found.length / 2);
      const positions = [...(found[middle] ?? [])];
      const [low, high] = [Math.min(...positions), Math.max(...positions)];
      const field = nodes.get(last)?.field;
      const axis = field === 'whole' ? undefined : field?.[0];
      expect(axis?.size).toBe(high - low + 1);
      expect((axis?.start ?? 0) + middle * (axis?.jump ?? 0)).toBe((low + high) / 2);
    }),
    { numRuns: 300 },
  );
});

test('every layer that changes the number of places says where each of them looks', () => {
  const withoutOrder = new Set(['reshape', 'permute', 'concatenate', 'dot']);
  const silent = [...layers.values()].flatMap(({ type, samples, analyze }) =>
    samples.flatMap(({ inputs, params }) => {
      const analyzed = analyze(inputs, params);
      const [input = []] = inputs;
      if (!analyzed.ok || input.length < 3 || withoutOrder.has(type)) return [];
      const { output, reach } = analyzed.value;
      const same = output.slice(1, -1).join() === input.slice(1, -1).join();
      return output.length < 3 || same || reach ? [] : [type];
    }),
  );
  expect(silent).toEqual([]);
});
