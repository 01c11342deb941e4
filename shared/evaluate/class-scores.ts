/** How well one class is told from the others; a share is `null` where there is nothing to take it of. */
export interface ClassScore {
  readonly name: string;
  /** How many samples, or pixels, are of it. */
  readonly support: number;
  /** How many are taken for it. */
  readonly predicted: number;
  /** Of those taken for it, the share that is of it. */
  readonly precision: number | null;
  /** Of those of it, the share that is taken for it. */
  readonly recall: number | null;
  /** The harmonic mean of both; for pixels this is the Dice coefficient. */
  readonly f1: number | null;
  /** Intersection over union: of all that are of it or taken for it, the share that is both. */
  readonly iou: number | null;
}

/** Counts of what is taken for what: a row for each class, a column for each that it is taken for. */
export type Confusion = readonly (readonly number[])[];

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

export const classScores = (confusion: Confusion, classes: readonly string[]): readonly ClassScore[] =>
  classes.map((name, own) => {
    const right = confusion[own]?.[own] ?? 0;
    const support = (confusion[own] ?? []).reduce((sum, count) => sum + count, 0);
    const predicted = confusion.reduce((sum, row) => sum + (row[own] ?? 0), 0);
    return {
      name,
      support,
      predicted,
      precision: share(right, predicted),
      recall: share(right, support),
      f1: share(2 * right, support + predicted),
      iou: share(right, support + predicted - right),
    };
  });

/** The mean over the classes that have a score, each counting the same: scikit-learn's macro average, Keras's `MeanIoU`. */
export function meanScore(scores: readonly ClassScore[], of: 'precision' | 'recall' | 'f1' | 'iou'): number | null {
  const known = scores.flatMap(score => score[of] ?? []);
  return share(
    known.reduce((sum, value) => sum + value, 0),
    known.length,
  );
}

/** One kind of mistake: so many of a class are taken for another one. */
export interface Mistaken {
  readonly label: number;
  readonly predicted: number;
  readonly count: number;
}

/** The mistakes, the most frequent first. */
export const mistakes = (confusion: Confusion): readonly Mistaken[] =>
  confusion
    .flatMap((row, label) =>
      row.flatMap((count, predicted) => (count > 0 && predicted !== label ? [{ label, predicted, count }] : [])),
    )
    .sort((a, b) => b.count - a.count);
