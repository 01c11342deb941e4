import { type LossName, lossSpec } from '#shared/training/losses';
import type { ValidationMetric } from '#shared/training/metrics';
import type { Head } from '../../model/model';

/** What is measured: a network's outputs after its head, in rows of `width` values; one value stands for two classes. */
export interface Judged {
  readonly loss: LossName;
  readonly head: Head;
  readonly width: number;
}

/** Takes samples batch by batch, and keeps only what the result needs. */
export interface Tally {
  /** @param outputs row-major, [n, width]; @param labels class numbers, [n] */
  add(outputs: Float32Array, labels: Int32Array): void;
  /** Of all samples added. */
  results(): Readonly<Partial<Record<ValidationMetric, number>>>;
}

/** One or more metrics by Keras's formulas; `null` where they say nothing about such a network. */
export type MetricRule = (judged: Judged) => Tally | null;

/** Scores are measured by their order or sign; only other outputs can be near to a label, or pass for a probability. */
export const areScores = ({ loss, head }: Judged): boolean => head === null && lossSpec(loss).outputs === 'scores';

/** Keras's `divide_no_nan`. */
export const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
