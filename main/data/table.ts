import { createHash } from 'node:crypto';
import type { DatasetTarget } from '#shared/data/targets';
import { err, ok, type Result } from '#shared/result';
import {
  type DataError,
  type Dataset,
  defineDataset,
  type Field,
  type LoadContext,
  optionProblem,
  type Split,
} from './define';
import { keepLatest } from './own-files/keep-latest';
import { partsOf } from './own-files/parts';
import { fingerprintOf, type Parts, type Scaling, splitOf, standardization } from './own-files/samples';
import { filesVersion, wholePath } from './own-files/whole-path';
import { TableOptions } from './table/options';
import { readTable, type Table } from './table/read-table';

const TITLE = 'CSV of numbers';
const MOST_MEMORY = 2 * 2 ** 30;

interface Limits {
  /** Bytes that the numbers may take. */
  readonly mostMemory?: number;
}

interface Prepared extends Table {
  readonly divided: Parts;
  readonly scaling: Scaling;
}

const unscaled = (size: number) => ({ mean: new Float32Array(size), deviation: new Float32Array(size).fill(1) });

/** What is called so can be set as an output's target. */
const targetOf = (names: readonly string[]): DatasetTarget => ({
  kind: 'numbers',
  name: names.join(', '),
  shape: [names.length],
  columns: [...names],
});

const digestOf = (values: Float32Array): string =>
  createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex');

/** A split whose samples have numbers to be learned as well. */
function withTargets(split: Split, positions: readonly number[], targets: Table['targets']): Split {
  if (!targets) return split;
  const { names, values } = targets;
  const size = names.length;
  const field: Field = {
    shape: [size],
    async gather(indices, into) {
      for (let i = 0; i < indices.length; i++) {
        const from = (positions[indices[i] ?? 0] ?? 0) * size;
        into.set(values.subarray(from, from + size), i * size);
      }
    },
  };
  return { ...split, fields: new Map([[targetOf(names).name, field]]) };
}

/** The user's own numbers: a row of a CSV file is a sample, its columns are the features, one column is the class, or some are the numbers to learn. */
export const tableDataset = ({ mostMemory = MOST_MEMORY }: Limits = {}): Dataset => {
  const read = keepLatest(
    async ({ path, options }: { path: string; options: TableOptions }) =>
      `${await filesVersion([path])}\n${JSON.stringify(options)}`,
    ({ path, options }, context) => readTable(path, options, mostMemory, context),
  );
  async function prepare(options: TableOptions, context?: LoadContext): Promise<Result<Prepared, DataError>> {
    const path = wholePath(options.file, 'choose a CSV file with one sample in each row');
    if (!path.ok) return err(optionProblem(TITLE, 'file', path.error));
    const table = await read({ path: path.value, options }, context);
    if (!table.ok) return err(optionProblem(TITLE, table.error.option, table.error.message));
    const { samples, classes, parts } = table.value;
    const divided = partsOf(samples.labels, classes, parts, options);
    if (!divided.ok) return err(optionProblem(TITLE, parts ? 'part' : 'label', divided.error));
    const standard = standardization(samples, divided.value.training);
    const scaling = options.standardize ? standard : { ...unscaled(samples.size), missing: standard.mean };
    return ok({ ...table.value, divided: divided.value, scaling });
  }
  return defineDataset({
    id: 'table',
    title: TITLE,
    summary: 'Numbers of your own: a CSV file with one sample in each row.',
    kind: 'table',
    sampleShape: [4],
    classes: [],
    ownFiles: true,
    options: TableOptions,
    async describe(options, context) {
      const table = await prepare(options, context);
      if (!table.ok) return table;
      const { columns, features, classes, divided, scaling, targets } = table.value;
      return ok({
        trainingSamples: divided.training.length,
        validationSamples: divided.validation.length,
        sampleShape: [features.length],
        classes: [...classes],
        ...(targets ? { targets: [targetOf(targets.names)] } : {}),
        columns: [...columns],
        features: features.map((name, at) => ({
          name,
          mean: scaling.mean[at] ?? 0,
          deviation: scaling.deviation[at] ?? 1,
        })),
      });
    },
    version: ({ file }) => filesVersion([file]),
    async load(options, context) {
      const table = await prepare(options, context);
      if (!table.ok) return table;
      const { samples, classes, divided, scaling, skipped, features, targets } = table.value;
      return ok({
        training: withTargets(splitOf(samples, divided.training, scaling), divided.training, targets),
        validation: withTargets(splitOf(samples, divided.validation, scaling), divided.validation, targets),
        fingerprint: fingerprintOf(samples, divided, scaling, {
          classes,
          features,
          ...(targets ? { targets: targets.names, numbers: digestOf(targets.values) } : {}),
        }),
        findings: { skipped, duplicates: [] },
      });
    },
  });
};
