import type { DatasetReport } from '#shared/data/dataset';
import { grouped } from './table';

/** Files that are named; the others are counted. */
const NAMED = 5;

/** What the reading of a dataset has found, for a person. */
export function reportLines(report: DatasetReport): readonly string[] {
  const { trainingSamples, validationSamples, classes, skipped, duplicates } = report;
  const named = (names: readonly string[], total: number) => [
    ...names.slice(0, NAMED).map(name => `  ${name}`),
    ...(total > NAMED ? [`  and ${grouped(total - NAMED)} more`] : []),
  ];
  const lines = [
    `Samples:        ${grouped(trainingSamples)} to train on, ${grouped(validationSamples)} to validate${classes.length > 0 ? `, ${classes.length} classes` : ''}`,
  ];
  if (skipped.total > 0) {
    lines.push(`Skipped files:  ${grouped(skipped.total)}`);
    lines.push(
      ...named(
        skipped.files.map(({ file, reason }) => `${file}: ${reason}`),
        skipped.total,
      ),
    );
  }
  if (duplicates.total > 0) {
    lines.push(`In both parts:  ${grouped(duplicates.total)}, so that validation looks better than it is`);
    lines.push(
      ...named(
        duplicates.pairs.map(({ training, validation }) => `${validation} is ${training}`),
        duplicates.total,
      ),
    );
  }
  return lines;
}
