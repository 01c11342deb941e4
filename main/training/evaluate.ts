import type { LossName } from '#shared/training/losses';
import type { Split } from '../data/define';
import type { Model } from '../model/model';
import type { TensorFlow } from '../model/tensorflow';
import { BatchStream } from './batches';
import type { BatchEvaluator } from './evaluate-batch';
import type { Tally } from './metrics/define';
import { createTallies } from './metrics/metrics';

export interface Evaluation {
  /** Mean over the samples. */
  readonly loss: number;
  /** The part of the samples that are right, 0 to 1. */
  readonly accuracy: number;
  /** What else applies, by its name in `validationMetrics`. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** Enough to keep a machine busy, few enough to answer between two batches. */
const MAX_BATCH = 500;
/** Values that one batch may hold in its largest layer's output: 64 MB of float32, of which a few are held at a time. */
const MAX_VALUES = 16 * 1024 * 1024;

/**
 * How many samples are evaluated at once, often more than in a training step: a split of `count` is cut into as few batches as
 * memory allows, of nearly the same size.
 */
export function evaluationBatchSize({ largestOutput }: Pick<Model, 'largestOutput'>, count: number): number {
  const most = Math.max(1, Math.min(MAX_BATCH, Math.floor(MAX_VALUES / largestOutput)));
  return Math.ceil(count / Math.max(1, Math.ceil(count / most)));
}

/**
 * Evaluates the network on a whole split, in batches of `evaluationBatchSize`. The last one is filled up with its last sample,
 * so that all have the size that was recorded; only what each sample of the split gave is counted.
 * @param turn called before each batch; `false` gives up, and the answer is then `null`
 */
export async function evaluate(
  tf: TensorFlow,
  { model, evaluator, loss: lossName }: { model: Model; evaluator: BatchEvaluator; loss: LossName },
  split: Split,
  turn: () => Promise<boolean>,
): Promise<Evaluation | null> {
  const size = evaluationBatchSize(model, split.count);
  let tallies: readonly Tally[] | undefined;
  let loss = 0;
  let correct = 0;
  let penalty = 0;
  const stream = new BatchStream(tf, split, filledBatches(split.count, size), model.sampleShape);
  for (let start = 0; start < split.count; start += size) {
    if (!(await turn())) return null;
    const count = Math.min(size, split.count - start);
    const batch = await stream.next();
    if (!batch) break;
    const evaluation = await evaluator.evaluateBatch(batch);
    stream.done(batch);
    const { losses, hits, outputs, width } = evaluation;
    penalty = evaluation.penalty;
    for (let i = 0; i < count; i++) {
      loss += losses[i] ?? Number.NaN;
      correct += hits[i] ?? 0;
    }
    tallies ??= createTallies({ loss: lossName, head: model.head, width });
    const labels = split.labels.subarray(start, start + count);
    for (const tally of tallies) tally.add(outputs.subarray(0, count * width), labels);
  }
  const metrics = Object.assign({}, ...(tallies ?? []).map(tally => tally.results()));
  return { loss: loss / split.count + penalty, accuracy: correct / split.count, metrics };
}

/** All samples in order, in batches of one size: the last one is filled up with its last sample. */
function* filledBatches(count: number, size: number): Generator<Uint32Array> {
  for (let start = 0; start < count; start += size) {
    yield Uint32Array.from({ length: size }, (_, i) => Math.min(start + i, count - 1));
  }
}
