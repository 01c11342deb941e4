import { expect, test } from 'vitest';
import type { EngineState } from '#renderer/engine/connection';
import { formatMilliseconds, formatSeconds } from '#renderer/run/format';
import { whyNotTrain } from '#renderer/run/why-not-train';
import type { Problem } from '#shared/problems/problem';

const ready: EngineState = { connection: { state: 'ready' }, info: null };
const missing: Problem = {
  severity: 'error',
  node: 'dense_1',
  cause: { code: 'graph/missing-input', port: 'input', connected: 0, needed: 1 },
  fixes: [],
};

test('nothing is in the way of a network without errors', () => {
  expect(whyNotTrain(ready, 'idle', [])).toBeNull();
  expect(whyNotTrain(ready, 'failed', [{ ...missing, severity: 'warning' }])).toBeNull();
});

test('names the first problem with its place, and how many more there are', () => {
  expect(whyNotTrain(ready, 'idle', [missing, missing])).toEqual({
    code: 'problems',
    text: 'dense_1: nothing is connected to its input (and 1 more)',
  });
});

test('a run in progress comes first, whatever state it is in', () => {
  for (const state of ['preparing', 'running', 'paused', 'stopping'] as const) {
    expect(whyNotTrain(ready, state, [missing])?.code).toBe('busy');
  }
});

test('an engine that is away is a reason', () => {
  expect(whyNotTrain({ ...ready, connection: { state: 'gone', reason: 'x' } }, 'idle', [])?.code).toBe('engine');
  expect(whyNotTrain({ ...ready, connection: { state: 'connecting', attempt: 0 } }, 'idle', [])?.code).toBe('engine');
});

test('times are said in two units', () => {
  expect([0.4, 59, 60, 185, 3600 * 2 + 61].map(formatSeconds)).toEqual([
    '0 s',
    '59 s',
    '1 min 00 s',
    '3 min 05 s',
    '2 h 01 min',
  ]);
  expect([0.44, 9.96, 24.4].map(formatMilliseconds)).toEqual(['0.4 ms', '10.0 ms', '24 ms']);
});
