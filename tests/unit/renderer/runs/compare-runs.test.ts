import { describe, expect, test } from 'vitest';
import { emptyCurve, extend } from '#renderer/run/curve';
import { searched } from '#renderer/runs/arrange';
import { colorsOf, RUN_COLORS } from '#renderer/runs/colors';
import { drawn, metricsIn } from '#renderer/runs/compare/overlay';
import { columnsOf, isTelling, toCsv } from '#renderer/runs/compare/results-table';
import { nextSort, sorted } from '#renderer/ui/sort';
import type { RunSummary } from '#shared/protocol/runs';

const run = (id: string, change: Partial<RunSummary> = {}): RunSummary => ({
  run: id,
  name: id,
  color: null,
  notes: '',
  startedAt: '2026-01-01T00:00:00.000Z',
  state: 'done',
  epochs: 3,
  step: 100,
  steps: 100,
  seconds: 2,
  device: 'CPU',
  parameters: 10,
  hasWeights: true,
  best: null,
  hasBestWeights: false,
  stoppedEarly: false,
  metrics: { loss: 0.5, accuracy: 0.75, validationLoss: null, validationAccuracy: null },
  hyperparameters: { batchSize: 32, 'optimizer.type': 'adam' },
  ...change,
});

describe('colours', () => {
  const ids = Array.from({ length: 40 }, (_, i) => `2026010${i % 9}-00000${i}-abcdef`);

  test('of up to eight runs differ, and a run that was given one keeps it', () => {
    for (let start = 0; start + 8 <= ids.length; start += 8) {
      const runs = ids.slice(start, start + 8).map((id, i) => run(id, i === 7 ? { color: 'teal' } : {}));
      const colors = colorsOf(runs);
      expect(new Set(colors.values()).size).toBe(8);
      expect(colors.get(runs[7]?.run ?? '')).toBe('teal');
    }
  });

  test('repeat with more runs than colours, and do not change when a later run joins', () => {
    const colors = colorsOf(ids.map(id => run(id)));
    expect(colors.size).toBe(40);
    expect(new Set(colors.values())).toEqual(new Set(RUN_COLORS));
    const [a, b, c] = ids.map(id => run(id));
    if (!a || !b || !c) throw new Error('three runs');
    expect([...colorsOf([a, b, c])].slice(0, 2)).toEqual([...colorsOf([a, b])]);
  });
});

describe('the list', () => {
  test('sorts numbers as numbers, and what has no value to the end in both directions', () => {
    const rows = [3, null, 20, undefined, 1];
    expect(sorted(rows, value => value, false)).toEqual([1, 3, 20, null, undefined]);
    expect(sorted(rows, value => value, true)).toEqual([20, 3, 1, null, undefined]);
    expect(sorted(['b', 'a'], value => value, false)).toEqual(['a', 'b']);
  });

  test('begins numbers with the largest and names with the first', () => {
    const start = { by: 'startedAt', down: true };
    expect(nextSort(start, 'loss', false)).toEqual({ by: 'loss', down: true });
    expect(nextSort(start, 'name', true)).toEqual({ by: 'name', down: false });
    expect(nextSort(start, 'startedAt', false)).toEqual({ by: 'startedAt', down: false });
  });

  test('is searched by every word, in names, notes and settings', () => {
    const runs = [run('a', { notes: 'Wide kernel' }), run('b', { hyperparameters: { batchSize: 64 } })];
    const found = (search: string) => searched(runs, search).map(({ run: id }) => id);
    expect(found('wide KERNEL')).toEqual(['a']);
    expect(found('wide b64')).toEqual([]);
    expect(found('batchSize 64')).toEqual(['b']);
    expect(found('  ')).toEqual(['a', 'b']);
  });
});

describe('curves over each other', () => {
  const curve = extend(
    emptyCurve,
    Array.from({ length: 5000 }, (_, i) => ({
      step: i + 1,
      epoch: (i + 1) / 500,
      seconds: (i + 1) / 100,
      learningRate: 0.1,
      loss: i === 0 ? 0 : Math.abs(Math.sin(i)),
      ...((i + 1) % 500 === 0 ? { validationLoss: 1, metrics: { validationAuc: 0.9, mine: 2 } } : {}),
    })),
  );
  const look = { axis: 'step', smoothing: 0, logScale: false } as const;
  const metric = (key: string) => {
    const found = metricsIn([curve]).find(one => one.key === key);
    if (!found) throw new Error(key);
    return found;
  };

  test('are there for all that was measured, and only that', () => {
    expect(metricsIn([emptyCurve, curve]).map(({ title }) => title)).toEqual([
      'Training loss',
      'Validation loss',
      'mine',
      'Validation AUC',
      'Learning rate',
    ]);
  });

  test('lie by step, by epoch or by time; a run that tells no time has no place there', () => {
    const ends = (['step', 'epoch', 'time'] as const).map(
      axis => drawn(curve, metric('loss'), { ...look, axis }, 1).series.at(-1)?.x,
    );
    expect(ends).toEqual([5000, 10, 50]);
    const old = extend(emptyCurve, [{ step: 1, epoch: 1, loss: 1 }]);
    expect(drawn(old, metric('loss'), { ...look, axis: 'time' }, 1).series).toEqual([]);
  });

  test('have fewer points the more runs there are', () => {
    expect(drawn(curve, metric('loss'), look, 2).series.length).toBeLessThanOrEqual(300);
    expect(drawn(curve, metric('loss'), look, 50).series.length).toBeLessThanOrEqual(40);
  });

  test('are smoothed as TensorBoard does it, where there are enough points; what was measured stays behind them', () => {
    const { series, raw } = drawn(curve, metric('loss'), { ...look, smoothing: 0.9 }, 1);
    expect(raw?.length).toBeGreaterThan(100);
    expect(Math.max(...series.slice(5).map(({ y }) => y))).toBeLessThan(0.9);
    expect(drawn(curve, metric('validationLoss'), { ...look, smoothing: 0.9 }, 1).raw).toBeNull();
  });

  test('leave out on a logarithmic scale what has no logarithm', () => {
    expect(drawn(curve, metric('loss'), { ...look, logScale: true }, 1).series[0]?.step).toBe(2);
  });
});

describe('the table', () => {
  const runs = [
    run('a', { name: 'a, "first"' }),
    run('b', { hyperparameters: { batchSize: 64, 'optimizer.type': 'adam', 'schedule.decay': 0.5 } }),
  ];

  test('shows results, and the settings in which runs differ', () => {
    const telling = columnsOf(runs).filter(column => isTelling(column, runs));
    expect(telling.map(({ key }) => key)).toEqual([
      ...['name', 'state', 'loss', 'accuracy', 'batchSize', 'schedule.decay', 'step', 'seconds', 'parameters'],
    ]);
  });

  test('has all other settings and metrics to choose from', () => {
    const measured = runs.map(one => ({ ...one, metrics: { ...one.metrics, validationAuc: 0.9 } }));
    const hidden = columnsOf(measured).filter(column => !isTelling(column, measured));
    expect(hidden.map(({ key }) => key)).toEqual(['optimizer.type', 'validationAuc']);
  });

  test('is copied as CSV that any reader takes apart again', () => {
    const columns = columnsOf(runs).filter(({ key }) => ['name', 'loss', 'schedule.decay'].includes(key));
    expect(toCsv(columns, runs)).toBe('id,name,loss,schedule.decay\r\na,"a, ""first""",0.5,\r\nb,b,0.5,0.5\r\n');
  });
});
