import type { LossName } from '#shared/training/losses';
import type { Split } from '../data/define';
import type { Model } from '../model/model';
import type { TensorFlow } from '../model/tensorflow';
import { BatchStream, batchesOf } from './batches';
import type { Tally } from './metrics/define';
import { createTallies } from './metrics/metrics';
import { createObjective } from './objective';

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
  let tallies: readonly Tally[] | undefined;
  const size = Math.max(1, Math.min(MAX_BATCH, Math.floor(MAX_VALUES / model.largestOutput)));
  let loss = 0;
  let correct = 0;
  const all = Uint32Array.from({ length: split.count }, (_, i) => i);
  const stream = new BatchStream(tf, split, batchesOf(all, size), model.sampleShape);
  for (let start = 0; start < split.count; start += size) {
    if (!(await turn())) return null;
    const batch = await stream.next();
    if (!batch) break;
    const { indices } = batch;
    const [sums, outputs] = tf.tidy(() => {
      const last = model.forward(batch.samples, { training: false });
      const judged = tf.stack([objective.loss(last, batch.labels), objective.correct(last, batch.labels)]);
      return [judged, model.activate(last)] as const;
    });
    stream.done(batch);
    const [batchLoss = Number.NaN, batchCorrect = 0] = await sums.data();
    const values = await outputs.data<'float32'>();
    tf.dispose([sums, outputs]);
    loss += batchLoss * indices.length;
    correct += batchCorrect;
    tallies ??= createTallies({ loss: lossName, head: model.head, width: outputs.shape[1] ?? 1 });
    const labels = split.labels.subarray(start, start + indices.length);
    for (const tally of tallies) tally.add(values, labels);
  }
  const metrics = Object.assign({}, ...(tallies ?? []).map(tally => tally.results()));
  return { loss: loss / split.count, accuracy: correct / split.count, metrics };
}
