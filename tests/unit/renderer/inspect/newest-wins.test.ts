import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newestWins } from '#renderer/inspect/newest-wins';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('sends at once, then the newest of what came meanwhile, and nothing twice', async () => {
  const sent: number[] = [];
  const send = newestWins<number>(async value => void sent.push(value), 50);
  for (let value = 0; value < 20; value++) send(value);
  expect(sent).toEqual([0]);
  await vi.advanceTimersByTimeAsync(500);
  expect(sent).toEqual([0, 19]);
});

test('keeps its distance: twenty a second at the most', async () => {
  const times: number[] = [];
  const send = newestWins<number>(async () => void times.push(Date.now()), 50);
  for (let ms = 0; ms < 1000; ms += 5) {
    send(ms);
    await vi.advanceTimersByTimeAsync(5);
  }
  expect(times.length).toBeLessThanOrEqual(21);
  expect(times.length).toBeGreaterThan(15);
});

test('waits for a slow answer, and sends the last value after it', async () => {
  const sent: number[] = [];
  const send = newestWins<number>(async value => {
    sent.push(value);
    await new Promise(resolve => setTimeout(resolve, 1000));
  }, 50);
  send(1);
  send(2);
  await vi.advanceTimersByTimeAsync(900);
  send(3);
  expect(sent).toEqual([1]);
  await vi.advanceTimersByTimeAsync(200);
  expect(sent).toEqual([1, 3]);
});
