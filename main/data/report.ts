import { type DatasetReport, MOST_LISTED, MOST_SIZES, type PictureSizes } from '#shared/data/dataset';
import type { LoadedDataset, Split } from './define';
import { textLengths } from './text/text-lengths';

/** What reading a dataset has found. */
export function reportOf({ info, training, validation, findings, tokenCounts }: LoadedDataset): DatasetReport {
  const inTraining = countClasses(training, info.classes.length);
  const inValidation = countClasses(validation, info.classes.length);
  const { skipped = [], duplicates = [], sizes } = findings ?? {};
  return {
    trainingSamples: training.count,
    validationSamples: validation.count,
    classes: info.classes.map((name, i) => ({
      name,
      training: inTraining[i] ?? 0,
      validation: inValidation[i] ?? 0,
    })),
    skipped: { total: skipped.length, files: skipped.slice(0, MOST_LISTED) },
    duplicates: { total: duplicates.length, pairs: duplicates.slice(0, MOST_LISTED) },
    ...(sizes ? { sizes: countSizes(sizes) } : {}),
    ...(tokenCounts ? { lengths: textLengths(tokenCounts, info.sampleShape[0] ?? 0) } : {}),
  };
}

function countSizes(sizes: readonly (readonly [height: number, width: number])[]): PictureSizes {
  const counts = new Map<string, { height: number; width: number; count: number }>();
  for (const [height, width] of sizes) {
    const known = counts.get(`${height} ${width}`);
    counts.set(`${height} ${width}`, { height, width, count: (known?.count ?? 0) + 1 });
  }
  const common = [...counts.values()].sort((a, b) => b.count - a.count).slice(0, MOST_SIZES);
  return { different: counts.size, common };
}

function countClasses({ labels }: Split, classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}
