import type { LossName } from '#shared/training/losses';
import type { Split } from '../data/define';
import type { Model } from '../model/model';
import type { TensorFlow } from '../model/tensorflow';
import { disposeBatch, makeBatch } from './batches';
import { createObjective } from './objective';

export interface Evaluation {
  /** Mean over the samples. */
  readonly loss: number;
  /** The part of the samples that are right, 0 to 1. */
  readonly accuracy: number;
}

/** Enough to keep a machine busy, few enough to answer between two batches. */
const MAX_BATCH = 500;
/** Values that one batch may hold in its largest layer's output, about 256 MB of float32. */
const MAX_VALUES = 64 * 1024 * 1024;

/**
 * Judges the network on a whole split.
 * @param turn called before each batch; `false` gives up, and the answer is then `null`
 */
export async function evaluate(
  tf: TensorFlow,
  model: Model,
  lossName: LossName,
  split: Split,
  turn: () => Promise<boolean>,
): Promise<Evaluation | null> {
  const objective = createObjective(tf, lossName, model.head);
  const size = Math.max(1, Math.min(MAX_BATCH, Math.floor(MAX_VALUES / model.largestOutput)));
  let loss = 0;
  let correct = 0;
  for (let start = 0; start < split.count; start += size) {
    if (!(await turn())) return null;
    const indices = Uint32Array.from({ length: Math.min(size, split.count - start) }, (_, i) => start + i);
    const batch = makeBatch(tf, split, indices, model.sampleShape);
    const sums = tf.tidy(() => {
      const last = model.forward(batch.samples, { training: false });
      return tf.stack([objective.loss(last, batch.labels), objective.correct(last, batch.labels)]);
    });
    disposeBatch(batch);
    const [batchLoss = Number.NaN, batchCorrect = 0] = await sums.data();
    sums.dispose();
    loss += batchLoss * indices.length;
    correct += batchCorrect;
  }
  return { loss: loss / split.count, accuracy: correct / split.count };
}
