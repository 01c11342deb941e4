import { describe, expect, test } from 'vitest';
import { rateAt, SCHEDULE_TYPES, Schedule } from '#shared/training/schedules/schedules';

const run = { learningRate: 0.1, steps: 400, stepsPerEpoch: 100 };
const ratesOf = (input: object, scheduled = run) => {
  const schedule = Schedule.parse(input);
  return Array.from({ length: scheduled.steps + 1 }, (_, step) => rateAt(schedule, step, scheduled));
};
const falls = (rates: readonly number[]) => rates.every((rate, i) => i === 0 || rate < (rates[i - 1] ?? 0));
const rises = (rates: readonly number[]) => falls([...rates].reverse());

describe('every schedule', () => {
  test.each(SCHEDULE_TYPES)('%s has defaults, and rates from 0 to the learning rate', type => {
    for (const steps of [1, 2, 400]) {
      for (const rate of ratesOf({ type }, { ...run, steps })) {
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(rate).toBeLessThanOrEqual(run.learningRate + 1e-12);
      }
    }
  });

  test.each(SCHEDULE_TYPES)('%s takes no setting that it does not have', type => {
    expect(Schedule.safeParse({ type, speed: 1 }).success).toBe(false);
  });
});

test('constant is', () => expect(new Set(ratesOf({ type: 'constant' }))).toEqual(new Set([0.1])));

test('time decay halves the rate where decay × steps is 1', () => {
  const rates = ratesOf({ type: 'timeDecay', decay: 0.01 });
  expect([rates[0], rates[100], rates[300]]).toEqual([0.1, 0.05, 0.025]);
  expect(falls(rates)).toBe(true);
});

test('step decay falls at the end of each stair, and nowhere else', () => {
  const rates = ratesOf({ type: 'stepDecay', decayRate: 0.5, decayEpochs: 1.5 });
  expect(rates.slice(0, 150)).toEqual(Array(150).fill(0.1));
  expect(rates.slice(150, 300)).toEqual(Array(150).fill(0.05));
  expect(rates.slice(300)).toEqual(Array(101).fill(0.025));
});

test('exponential decay falls by its factor in its time', () => {
  const rates = ratesOf({ type: 'exponentialDecay', decayRate: 0.5, decayEpochs: 2 });
  expect(rates[200]).toBeCloseTo(0.05, 12);
  expect(rates[400]).toBeCloseTo(0.025, 12);
  expect(falls(rates)).toBe(true);
});

test('polynomial decay reaches its end with the run', () => {
  const rates = ratesOf({ type: 'polynomialDecay', endLearningRate: 0.02, power: 2 });
  expect([rates[0], rates[400]]).toEqual([0.1, 0.02]);
  expect(rates[200]).toBeCloseTo(0.04, 12);
  expect(falls(rates)).toBe(true);
});

test('cosine warms up in a straight line and falls to its lowest rate', () => {
  const rates = ratesOf({ type: 'cosineDecay', warmupEpochs: 0.5, warmupFrom: 0.2, alpha: 0.1 });
  expect(rates[0]).toBeCloseTo(0.02, 12);
  expect(rates[25]).toBeCloseTo(0.06, 12);
  expect(rates[50]).toBeCloseTo(0.1, 12);
  expect(rates[225]).toBeCloseTo(0.055, 12);
  expect(rates[400]).toBeCloseTo(0.01, 12);
  expect(rises(rates.slice(0, 51)) && falls(rates.slice(50))).toBe(true);
});

test('a warm-up longer than the run only rises', () => {
  expect(rises(ratesOf({ type: 'cosineDecay', warmupEpochs: 8 }))).toBe(true);
});

test('cosine restarts, each wave longer and lower', () => {
  const rates = ratesOf({ type: 'cosineDecayRestarts', firstDecayEpochs: 0.5, tMul: 2, mMul: 0.5 });
  expect([rates[0], rates[50], rates[150], rates[350]]).toEqual([0.1, 0.05, 0.025, 0.0125]);
  for (const [start, end] of [
    [0, 50],
    [50, 150],
    [150, 350],
  ]) {
    expect(falls(rates.slice(start, end))).toBe(true);
  }
});

test('waves of lengths whose sums round start with their peak', () => {
  const rates = ratesOf({ type: 'cosineDecayRestarts', firstDecayEpochs: 0.1, tMul: 3 });
  for (const start of [10, 40, 130]) expect(rates[start]).toBeCloseTo(0.1, 12);
});

test('one cycle rises to its peak, and its last step is its lowest', () => {
  const rates = ratesOf({ type: 'oneCycle', warmupShare: 0.25, startDivisor: 10, endDivisor: 100 }).slice(0, -1);
  expect(rates[0]).toBeCloseTo(0.01, 12);
  expect(rates[99]).toBeCloseTo(0.1, 12);
  expect(rates[399]).toBeCloseTo(0.0001, 12);
  expect(rises(rates.slice(0, 100)) && falls(rates.slice(99))).toBe(true);
});
