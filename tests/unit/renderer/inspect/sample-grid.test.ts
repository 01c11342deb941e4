import { expect, test } from 'vitest';
import { sampleGrid } from '#renderer/inspect/sample-grid';

const grid = Float32Array.of(0, 1, 2, 3);

test('the nodes of the grid keep their values, corners and edges too', () => {
  expect([
    sampleGrid(grid, 2, 0, 0),
    sampleGrid(grid, 2, 1, 0),
    sampleGrid(grid, 2, 0, 1),
    sampleGrid(grid, 2, 1, 1),
  ]).toEqual([0, 1, 2, 3]);
});

test('between them values go over evenly', () => {
  expect(sampleGrid(grid, 2, 0.5, 0.5)).toBe(1.5);
  expect(sampleGrid(grid, 2, 0.25, 0)).toBe(0.25);
});
