import { describe, expect, test } from 'vitest';
import { barRects, barScale } from '#renderer/inspect/bars';
import { diverging, grey, viridis } from '#renderer/inspect/colors';
import { filterPlanes } from '#renderer/inspect/filter-planes';
import { aroundZero, channelOf, colorize, colorPicture, type Plane, rangeOf } from '#renderer/inspect/pixels';
import { plotRange } from '#renderer/inspect/plot-range';
import { probabilities } from '#renderer/inspect/probabilities';

const read = ({ values, width, height, offset, stride }: Plane) =>
  Array.from({ length: width * height }, (_, i) => values[offset + i * stride]);

test('a channel is read out of height × width × channels', () => {
  const values = Float32Array.of(0, 10, 1, 11, 2, 12, 3, 13);
  expect(read(channelOf(values, [2, 2, 2], 1))).toEqual([10, 11, 12, 13]);
  expect(read(channelOf(values, [2, 4], 0))).toEqual([...values]);
});

describe('filters', () => {
  // [2, 1, 2, 3]: value = 100 × row + 10 × input + filter.
  const values = Float32Array.of(0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112);
  const shape = [2, 1, 2, 3];

  test("one input's part of each filter", () => {
    expect(filterPlanes(values, shape, 1).map(read)).toEqual([
      [10, 110],
      [11, 111],
      [12, 112],
    ]);
  });

  test('the mean over the inputs', () => {
    expect(filterPlanes(values, shape, null).map(read)).toEqual([
      [5, 105],
      [6, 106],
      [7, 107],
    ]);
  });
});

describe('colours', () => {
  const plane = channelOf(Float32Array.of(-1, 0, 3), [1, 3], 0);

  test('the lowest value has the first colour, the highest the last', () => {
    const pixels = colorize(plane, rangeOf(plane), grey);
    expect([...pixels]).toEqual([0, 0, 0, 255, 64, 64, 64, 255, 255, 255, 255, 255]);
  });

  test('a signed range has 0 in the middle', () => {
    expect(aroundZero(rangeOf(plane))).toEqual({ low: -3, high: 3 });
    const [, middle] = [0, 1].map(i => [...colorize(plane, { low: -3, high: 3 }, diverging).slice(4 * i, 4 * i + 3)]);
    for (const channel of middle ?? []) expect(channel).toBeGreaterThan(240);
  });

  test('a map without any difference, or with values that are no numbers, is drawn all the same', () => {
    const flat = channelOf(Float32Array.of(2, 2), [1, 2], 0);
    expect([...colorize(flat, rangeOf(flat), viridis).slice(0, 4)]).toEqual([68, 1, 84, 255]);
    const broken = channelOf(Float32Array.of(Number.NaN, 1), [1, 2], 0);
    expect(rangeOf(broken)).toEqual({ low: 1, high: 1 });
    expect(colorize(broken, rangeOf(broken)).length).toBe(8);
  });

  test('viridis grows lighter all the way', () => {
    const light = (i: number) =>
      0.2126 * (viridis[4 * i] ?? 0) + 0.7152 * (viridis[4 * i + 1] ?? 0) + 0.0722 * (viridis[4 * i + 2] ?? 0);
    for (let i = 8; i < 256; i += 8) expect(light(i)).toBeGreaterThan(light(i - 8));
  });

  test('a colour picture keeps its colours', () => {
    const pixels = colorPicture(Float32Array.of(1, 0, 0.2), [1, 1, 3], { low: 0, high: 1 });
    expect([...pixels]).toEqual([255, 0, 51, 255]);
  });
});

test('bars stand on the zero line, negative ones hang from it', () => {
  const values = Float32Array.of(3, -1, 0);
  const [up, down, none] = barRects(values, barScale(values), 30, 40);
  expect(up).toMatchObject({ x: 0, y: 0, height: 30, negative: false });
  expect(down).toMatchObject({ x: 10, y: 30, height: 10, negative: true });
  expect(none?.height).toBe(1);
});

test('a lone value between 0 and 1 is measured against 1', () => {
  const values = Float32Array.of(0.25);
  expect(barRects(values, barScale(values), 10, 40)).toMatchObject([{ y: 30, height: 10 }]);
});

test('one output of two classes is the probability of the second', () => {
  expect(probabilities([0.25], 2)).toEqual([0.75, 0.25]);
  expect(probabilities([0.1, 0.9], 2)).toEqual([0.1, 0.9]);
});

test('the plot reaches a little beyond the farthest point, in halves', () => {
  expect([[0.2, -0.1], [1, -2.1], []].map(values => plotRange(Float32Array.from(values)))).toEqual([0.5, 2.5, 0.5]);
});
