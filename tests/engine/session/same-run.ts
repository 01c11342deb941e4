import path from 'node:path';
import { expect } from 'vitest';
import { readLatestCheckpoint } from '#main/runs/checkpoints';
import type { Project } from '#shared/project/project';
import type { MetricPoint } from '#shared/protocol/session';
import { projectOf } from '../../support/trained';

/** How far apart the numbers of two runs may lie that should be one. */
const TOLERANCE = 1e-6;
const SAMPLES = 800;
const BATCH = 64;
/** The last batch of an epoch is half as large as the others. */
export const STEPS_PER_EPOCH = Math.ceil(SAMPLES / BATCH);

/** Less than the norm of some of the weights of an output when they begin. */
const held = { type: 'max_norm', maxValue: 0.5, axis: [0] };

/**
 * A small network with everything that a step may leave behind, draw or change: slots, moving averages, dropout, a smaller last
 * batch, weights that are held to a norm which they begin above.
 */
export function restlessProject(
  training: Omit<Partial<Project['training']>, 'optimizer'> & { readonly optimizer?: unknown } = {},
  units = 24,
): Project {
  const project = projectOf(
    [
      ['in', 'input', { shape: [2] }],
      ['first', 'dense', { units, activation: 'relu', kernelConstraint: held }],
      ['norm', 'batchNormalization', { momentum: 0.9 }],
      ['drop', 'dropout', { rate: 0.3 }],
      ['second', 'dense', { units, activation: 'tanh', kernelConstraint: held }],
      ['out', 'dense', { units: 1, activation: 'sigmoid' }],
    ],
    ['in first', 'first norm', 'norm drop', 'drop second', 'second out'].map(link => {
      const [from = '', to = ''] = link.split(' ');
      return [from, to] as const;
    }),
    // What the schema takes of an optimizer is checked by the schema.
    { loss: 'binary_crossentropy', batchSize: BATCH, seed: 5, ...training } as Partial<Project['training']>,
  );
  return { ...project, data: { dataset: 'points', options: { pattern: 'spirals', samples: 1000, seed: 1 } } };
}

/** What an epoch measured, by the names of a run's points. */
type Epoch = Readonly<Record<string, number>>;

/** All that a point measures: its own values and the further ones, those of several outputs among them. */
function measured({ loss, accuracy, validationLoss, validationAccuracy, metrics }: MetricPoint): [string, number][] {
  const own = { loss, accuracy, validationLoss, validationAccuracy, ...metrics };
  return Object.entries(own).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}

const ofValidation = ([name]: [string, number]): boolean => name.startsWith('val');

/**
 * A run's curves, by epoch. Where the points of one epoch lie depends on the clock, but their mean, weighted by the samples that
 * each stands for, does not; it differs as soon as a point is missing, double or of other steps than it says.
 */
function epochs(points: readonly MetricPoint[]): Epoch[] {
  const found: Epoch[] = [];
  let last = 0;
  let sums: Record<string, number> = {};
  for (const point of points) {
    const { step, loss, validationLoss } = point;
    const all = measured(point);
    if (loss !== undefined) {
      const samples = samplesUpTo(step) - samplesUpTo(last);
      expect(samples, `a point at step ${step} after one at step ${last}`).toBeGreaterThan(0);
      for (const [name, value] of all.filter(one => !ofValidation(one)))
        sums[name] = (sums[name] ?? 0) + value * samples;
      last = step;
    }
    if (validationLoss === undefined) continue;
    expect(step).toBe((found.length + 1) * STEPS_PER_EPOCH);
    expect(last, 'the last training point before a validation').toBe(step);
    const means = Object.entries(sums).map(([name, sum]) => [name, sum / SAMPLES]);
    found.push(Object.fromEntries([...means, ...all.filter(ofValidation)]));
    sums = {};
  }
  return found;
}

const samplesUpTo = (step: number): number =>
  Math.floor(step / STEPS_PER_EPOCH) * SAMPLES + (step % STEPS_PER_EPOCH) * BATCH;

/** All that a run leaves: its curves, and the weights and slots at its end. */
export interface Trained {
  readonly folder: string;
  readonly metrics: readonly MetricPoint[];
}

/** States that two runs are one: the same curves, none of them with a gap or a double part, the same weights and slots. */
export async function expectSameRun(actual: Trained, expected: Trained): Promise<void> {
  const [curves, expectedCurves] = [epochs(actual.metrics), epochs(expected.metrics)];
  expect(curves).toHaveLength(expectedCurves.length);
  for (const [i, epoch] of curves.entries()) {
    const wanted: Epoch = expectedCurves[i] ?? {};
    expect(Object.keys(epoch)).toEqual(Object.keys(wanted));
    for (const [key, value] of Object.entries(epoch)) {
      const difference = Math.abs(value - (wanted[key] ?? Number.NaN));
      expect(difference, `${key} of epoch ${i + 1}: ${value} for ${wanted[key]}`).toBeLessThan(TOLERANCE);
    }
  }
  for (const folder of ['checkpoints', 'best']) await expectSameCheckpoint(folder, actual, expected);
}

/** Every number of it: what is remembered from epoch to epoch is part of its state. */
async function expectSameCheckpoint(folder: string, actual: Trained, expected: Trained): Promise<void> {
  const [end, expectedEnd] = await Promise.all(
    [actual, expected].map(run => lastCheckpoint(path.join(run.folder, folder))),
  );
  if (!end || !expectedEnd) throw new Error('unreachable: there are two');
  expect(flat(end.state)).toEqual(
    flat(expectedEnd.state).map(([name, value]) => [
      name,
      typeof value === 'number' ? expect.closeTo(value, 5) : value,
    ]),
  );
  for (const kind of ['weights', 'slots'] as const) {
    expect(end[kind].map(({ name }) => name)).toEqual(expectedEnd[kind].map(({ name }) => name));
    for (const [i, { name, values }] of end[kind].entries()) {
      const others = expectedEnd[kind][i]?.values ?? [];
      const largest = values.reduce(
        (most, value, at) => Math.max(most, Math.abs(value - (others[at] ?? Number.NaN))),
        0,
      );
      expect(largest, name).toBeLessThan(TOLERANCE);
    }
  }
}

/** `[['judge.wait', 2], …]`. */
const flat = (value: object, prefix = ''): [string, unknown][] =>
  Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'object' && inner !== null ? flat(inner, `${prefix}${name}.`) : [[`${prefix}${name}`, inner]],
  );

async function lastCheckpoint(folder: string) {
  const latest = await readLatestCheckpoint(folder);
  if (!latest.ok) throw new Error(`${folder} has no checkpoint: ${JSON.stringify(latest.error)}`);
  expect(latest.value.damaged).toEqual([]);
  return latest.value.checkpoint;
}
