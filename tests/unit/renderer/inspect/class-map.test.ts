import { expect, test } from 'vitest';
import { classColor, classMap } from '#renderer/inspect/class-map';

test('each pixel has the colour of its likeliest class, and the shares are counted', () => {
  const scores = [
    [0.7, 0.2, 0.1],
    [0.1, 0.1, 0.8],
    [0.6, 0.3, 0.1],
    [0.2, 0.5, 0.3],
  ];
  const { pixels, shares } = classMap(Float32Array.from(scores.flat()), [2, 2, 3]);
  expect([...pixels]).toEqual([0, 2, 0, 1].flatMap(index => [...classColor(index), 255]));
  expect(shares).toEqual([
    { index: 0, share: 0.5 },
    { index: 2, share: 0.25 },
    { index: 1, share: 0.25 },
  ]);
});

test('there is a colour for every class, however many there are', () => {
  expect(classColor(1)).not.toEqual(classColor(2));
  expect(classColor(1000)).toHaveLength(3);
});
