import { describe, expect, test } from 'vitest';
import { createRandom, shuffledIndices } from '#main/random/random';

const draw = (count: number, next: () => number): number[] => Array.from({ length: count }, next);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('random numbers', () => {
  test('the same seeds give the same stream, each other seed another one', () => {
    const stream = (...seeds: (number | string)[]) => draw(4, createRandom(...seeds).bits).join();
    const seeds = [[0], [1], [2 ** 31], [1, 0], [0, 1], ['a'], ['b'], ['a', 'b'], ['ab'], [97], [1, 'a'], ['a', 1]];
    expect(stream(7, 'conv2d_1/kernel')).toBe(stream(7, 'conv2d_1/kernel'));
    expect(new Set(seeds.map(all => stream(...all))).size).toBe(seeds.length);
  });

  test('follow xoshiro128**: every bit is set half the time, and neighbours are independent', () => {
    const { bits } = createRandom(3);
    const values = draw(20_000, bits);
    for (let bit = 0; bit < 32; bit++) expect(mean(values.map(value => (value >>> bit) & 1))).toBeCloseTo(0.5, 1);
    const flips = values.slice(1).map((value, i) => Math.clz32((value ^ (values[i] ?? 0)) | 1));
    expect(mean(flips)).toBeCloseTo(1, 1);
  });

  test('uniform and normal have their means and deviations', () => {
    const random = createRandom(11);
    const uniform = draw(50_000, random.uniform);
    expect(Math.min(...uniform.slice(0, 9999))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform.slice(0, 9999))).toBeLessThan(1);
    expect(mean(uniform)).toBeCloseTo(0.5, 2);
    const normal = draw(50_000, random.normal);
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(mean(normal.map(value => value ** 2))).toBeCloseTo(1, 1);
    expect(normal.every(Number.isFinite)).toBe(true);
  });

  test('integers stay below their bound and are even', () => {
    const random = createRandom(5);
    const counts = [0, 0, 0];
    for (const value of draw(30_000, () => random.integer(3))) counts[value] = (counts[value] ?? 0) + 1;
    expect(counts).toHaveLength(3);
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  test('a shuffle holds every index once, and no place keeps its own', () => {
    const shuffled = shuffledIndices(1000, createRandom(1));
    expect([...shuffled].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(shuffled.filter((value, i) => value === i).length).toBeLessThan(10);
    expect(shuffledIndices(0, createRandom(1))).toHaveLength(0);
  });
});
