import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EngineLog } from '#main/log/engine-log';
import { RunFailed, toFailure } from '#main/session/failures';
import { Feed } from '#main/session/feed';
import { Pace } from '#main/session/pace';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';

describe('a feed', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('hands the first value on at once, merges what comes too fast, and never loses the last', () => {
    const sent: (readonly number[])[] = [];
    const feed = new Feed<number>(100, values => sent.push(values));
    for (let value = 0; value < 25; value++) {
      feed.push(value);
      vi.advanceTimersByTime(10);
    }
    expect(sent[0]).toEqual([0]);
    expect(sent.length).toBeLessThanOrEqual(4);
    vi.advanceTimersByTime(100);
    expect(sent.flat()).toEqual(Array.from({ length: 25 }, (_, i) => i));
    vi.advanceTimersByTime(1000);
    expect(sent.flat()).toHaveLength(25);
  });

  test('flushes when told to, once', () => {
    const sent: (readonly number[])[] = [];
    const feed = new Feed<number>(100, values => sent.push(values));
    feed.push(1);
    feed.push(2, 3);
    feed.flush();
    feed.flush();
    vi.advanceTimersByTime(500);
    expect(sent).toEqual([[1], [2, 3]]);
  });
});

describe('the pace', () => {
  test('leaves pauses out and tells the time left from the whole time so far', () => {
    let now = 1000;
    const pace = new Pace(() => now);
    expect([pace.elapsed, pace.left(0, 100)]).toEqual([0, null]);
    pace.start();
    now += 400;
    pace.pause();
    now += 60_000;
    pace.start();
    now += 600;
    expect(pace.elapsed).toBe(1000);
    expect(pace.left(1, 100)).toBeNull();
    expect(pace.left(20, 100)).toBe(4000);
  });

  test('of a step follows the newest ones, and forgets the first', () => {
    const pace = new Pace(() => 0);
    expect(pace.millisecondsPerStep).toBeNull();
    pace.add(900);
    expect(pace.millisecondsPerStep).toBe(900);
    pace.add(40);
    pace.add(60);
    expect(pace.millisecondsPerStep).toBe(50);
    for (let step = 0; step < 200; step++) pace.add(10);
    expect(pace.millisecondsPerStep).toBeCloseTo(10, 1);
  });

  test('says what share of the newest steps went by in waiting for data', () => {
    const pace = new Pace(() => 0);
    expect(pace.dataWait).toBeNull();
    for (let step = 0; step < 300; step++) pace.add(20, 5);
    expect(pace.dataWait).toBeCloseTo(0.25, 3);
    for (let step = 0; step < 300; step++) pace.add(20);
    expect(pace.dataWait).toBeCloseTo(0, 3);
  });
});

describe('what ended a run', () => {
  const never = () => {
    throw new Error('this is no bug');
  };

  test.each([
    'Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[1000000,1000000] and type float on cpu',
    'Session fail to run with error: RESOURCE_EXHAUSTED: failed to allocate memory',
    'CUDA_ERROR_OUT_OF_MEMORY: out of memory',
  ])('%s', message => {
    const failure = toFailure(new Error(message), never);
    expect(failure.code).toBe('train/out-of-memory');
  });

  test("Node's own want of memory", () => {
    const tooLarge = () => new Float32Array(2 ** 53 - 1);
    let thrown: unknown;
    try {
      tooLarge();
    } catch (error) {
      thrown = error;
    }
    expect(toFailure(thrown, never).code).toBe('train/out-of-memory');
  });

  test('an expected failure is handed on, anything else is a bug that is written down', () => {
    const failure = { code: 'train/not-finite', step: 3, loss: 'NaN' } as const;
    expect(toFailure(new RunFailed(failure), never)).toBe(failure);
    expect(toFailure(new TypeError('x is undefined'), () => 'id7')).toEqual({
      code: 'internal',
      id: 'id7',
      message: 'x is undefined',
    });
  });
});

describe('the log', () => {
  let temp: TempFolder;
  beforeEach(async () => {
    temp = await makeTempFolder('log');
  });
  afterEach(() => temp.remove());

  test('holds a bug with its stack under the id that is given back', async () => {
    const file = path.join(temp.path, 'logs', 'engine.log');
    const id = new EngineLog(file).bug(new Error('broken'));
    expect(await readFile(file, 'utf8')).toMatch(new RegExp(`${id} Error: broken\\n +at .*session-parts`));
  });

  test('stays bounded', async () => {
    const file = path.join(temp.path, 'engine.log');
    const log = new EngineLog(file);
    for (let i = 0; i < 200; i++) log.bug('x'.repeat(100_000));
    const sizes = await Promise.all(
      (await readdir(temp.path)).map(async name => (await stat(path.join(temp.path, name))).size),
    );
    expect(sizes).toHaveLength(2);
    for (const size of sizes) expect(size).toBeLessThan(1_100_000);
  });

  test('that cannot be written stops nothing', async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await writeFile(path.join(temp.path, 'file'), '');
    expect(new EngineLog(path.join(temp.path, 'file', 'engine.log')).bug(new Error('x'))).toMatch(/^[0-9a-f]{8}$/);
    expect(quiet).toHaveBeenCalledOnce();
    quiet.mockRestore();
  });
});
