import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdToGuides } from '#renderer/canvas/guides';
import { align, type Box, boxesOf, distribute } from '#renderer/document/align';
import { CARD } from '#shared/layout/card';
import { around } from '#shared/layout/frame';
import { Studio } from './studio';

const box = (id: string, x: number, y: number, width: number = CARD.width, height: number = CARD.height): Box => ({
  id,
  x,
  y,
  width,
  height,
});
const three = [box('a', 0, 0, 100, 50), box('b', 40, 200, 60, 40), box('c', 300, 90, 200, 20)];

describe('aligning', () => {
  test.each([
    ['left', { a: 0, b: 0, c: 0 }],
    ['center', { a: 200, b: 220, c: 150 }],
    ['right', { a: 400, b: 440, c: 300 }],
  ] as const)('%s moves sideways only', (side, expected) => {
    const places = align(three, side);
    expect(Object.fromEntries(Object.entries(places).map(([id, { x }]) => [id, x]))).toEqual(expected);
    for (const { id, y } of three) expect(places[id]?.y).toBe(y);
  });

  test.each([
    ['top', { a: 0, b: 0, c: 0 }],
    ['middle', { a: 95, b: 100, c: 110 }],
    ['bottom', { a: 190, b: 200, c: 220 }],
  ] as const)('%s moves up and down only', (side, expected) => {
    const places = align(three, side);
    expect(Object.fromEntries(Object.entries(places).map(([id, { y }]) => [id, y]))).toEqual(expected);
    for (const { id, x } of three) expect(places[id]?.x).toBe(x);
  });

  test('nodes and notes go together, as one step', () => {
    const studio = new Studio().chain('input', 'dense');
    studio.do({ do: 'note.add', note: { id: 'note:1', text: 'n', x: 500, y: 7, width: 100, height: 60 } });
    const before = studio.project;
    studio.do({ do: 'nodes.move', to: align(boxesOf(studio.project), 'right') });
    expect(studio.project.notes?.[0]?.x).toBe(500);
    expect(studio.project.layout.dense_1?.x).toBe(600 - CARD.width);
    expect(studio.undo().project).toBe(before);
  });
});

describe('distributing', () => {
  const boxes = fc.array(
    fc.record({
      x: fc.integer({ min: -2000, max: 2000 }),
      y: fc.integer({ min: -2000, max: 2000 }),
      width: fc.integer({ min: 10, max: 400 }),
      height: fc.integer({ min: 10, max: 400 }),
    }),
    { minLength: 3, maxLength: 8 },
  );

  test('makes the gaps equal, and leaves the first and the last', () => {
    fc.assert(
      fc.property(boxes, drawn => {
        const all = drawn.map((one, index) => ({ ...one, id: `b${index}` }));
        const places = distribute(all, 'horizontally');
        const placed = all.map(one => ({ ...one, ...places[one.id] }));
        const order = [...all].sort((a, b) => a.x - b.x).map(({ id }) => placed.find(one => one.id === id));
        const gaps = order.slice(1).map((one, index) => {
          const previous = order[index];
          return previous && one ? one.x - previous.x - previous.width : Number.NaN;
        });
        for (const gap of gaps) expect(Math.abs(gap - (gaps[0] ?? 0))).toBeLessThanOrEqual(2);
        expect(order[0]?.x).toBe(Math.min(...all.map(({ x }) => x)));
        for (const one of all) expect(places[one.id]?.y).toBe(one.y);
      }),
    );
  });

  test('wants three at least', () => {
    expect(distribute(three.slice(0, 2), 'vertically')).toEqual({});
    expect(distribute(three, 'vertically').c?.y).toBe(115);
  });
});

describe('guides', () => {
  test('hold what comes near to an edge or a middle, and say between what', () => {
    const held = holdToGuides(box('a', 103, 500, 50, 50), [box('b', 100, 0, 80, 40), box('far', 900, 900)], 6);
    expect([held.dx, held.dy]).toEqual([-3, 0]);
    expect(held.guides).toEqual([{ vertical: true, at: 100, from: 0, to: 550 }]);
  });

  test('take the nearest of several, each way for itself', () => {
    const held = holdToGuides(box('a', 104, 42, 50, 50), [box('b', 100, 0, 80, 40), box('c', 105, 300, 80, 40)], 6);
    expect([held.dx, held.dy]).toEqual([1, -2]);
    expect(held.guides.map(({ vertical, at }) => [vertical, at])).toEqual([
      [true, 105],
      [false, 40],
    ]);
  });

  test('leave alone what is far from all', () => {
    expect(holdToGuides(box('a', 150, 150), [box('b', 1000, 1000)], 6)).toEqual({ dx: 0, dy: 0, guides: [] });
  });

  test('bounds hold all boxes', () => {
    expect(around(three)).toEqual({ x: 0, y: 0, width: 500, height: 240 });
  });
});
