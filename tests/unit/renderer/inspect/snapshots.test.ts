import { expect, test } from 'vitest';
import { noSnapshots, withSnapshots } from '#renderer/inspect/snapshots';
import { toWire } from '#shared/protocol/tensor';

const output = (run: string, node: string, step: number, ...values: number[]) =>
  ({ kind: 'output', run, step, node, tensor: toWire([values.length], Float32Array.from(values)) }) as const;

test('of each node the newest is kept', () => {
  const seen = withSnapshots(noSnapshots, [output('a', 'x', 1, 1), output('a', 'y', 1, 5), output('a', 'x', 2, 2)]);
  expect([...seen.outputs].map(([node, { step, values }]) => [node, step, ...values])).toEqual([
    ['x', 2, 2],
    ['y', 1, 5],
  ]);
});

test('the first snapshot of another run clears what was seen of the last', () => {
  const old = withSnapshots(noSnapshots, [output('a', 'x', 9, 1), { kind: 'prediction', run: 'a', step: 9, ends: [] }]);
  const seen = withSnapshots(old, [output('b', 'y', 0, 2)]);
  expect([seen.run, [...seen.outputs.keys()], seen.prediction]).toEqual(['b', ['y'], null]);
});

test('values survive a place in the message that is no multiple of four', () => {
  const { shape, data } = toWire([2], Float32Array.of(1.5, -2));
  const message = new Uint8Array(data.length + 1);
  message.set(data, 1);
  const tensor = { shape, data: message.subarray(1) };
  const seen = withSnapshots(noSnapshots, [{ kind: 'boundary', run: 'a', step: 1, range: 2, tensor }]);
  expect([...(seen.boundary?.values ?? [])]).toEqual([1.5, -2]);
});
