import { expect, test } from 'vitest';
import { laneOf, lanePath } from '#renderer/canvas/wire-lane';
import { CARD, ROW } from '#shared/layout/card';
import { layeredLayout } from '#shared/layout/layered-layout';
import type { Position } from '#shared/project/project';
import { resnet18 } from '#shared/templates/imagenet/resnet18';

const edge = { from: 'a', to: 'b', port: 'input' };
const lane = (b: Position, ...others: Position[]) => {
  const a = { x: 0, y: 0 };
  return laneOf(edge, { layout: { a, b } }, [a, b, ...others]);
};

test('an edge to the next row, or past cards that are not in its way, needs no lane', () => {
  expect(lane({ x: 0, y: ROW })).toBeNull();
  expect(lane({ x: 0, y: 3 * ROW }, { x: 2 * CARD.width, y: ROW })).toBeNull();
});

test('one that would run over cards passes them on the nearer side', () => {
  const end = { x: 0, y: 3 * ROW };
  expect(lane(end, { x: 0, y: ROW }, { x: 0, y: 2 * ROW })).toBeGreaterThan(CARD.width);
  expect(lane(end, { x: 100, y: ROW })).toBeLessThan(100);
  // Nor does the way round run over the next card.
  expect(lane(end, { x: 0, y: ROW }, { x: CARD.width, y: 2 * ROW })).toBeLessThan(0);
});

test('no wire of a laid out ResNet18 runs over a card', () => {
  const { graph } = resnet18.project();
  const layout = layeredLayout(graph);
  const places = Object.values(layout);
  for (const wire of graph.edges) {
    const x = laneOf(wire, { layout }, places);
    const [start, end] = [layout[wire.from], layout[wire.to]];
    if (x === null || !start || !end) continue;
    const between = places.filter(({ y }) => y > start.y && y < end.y);
    expect(between.filter(card => x > card.x && x < card.x + CARD.width)).toEqual([]);
  }
});

test('the path begins and ends at the cards and runs along the lane', () => {
  const path = lanePath({ x: 0, y: 0 }, 80, { x: 0, y: 200 });
  expect(path).toMatch(/^M 0 0 .* L 0 200$/);
  expect(path).toContain('L 80 178');
});
