import type { NodeId } from '#shared/graph/graph';
import { kerasMetrics, VALIDATION_METRICS, type ValidationMetric } from '#shared/training/metrics';
import type { Split } from '../data/define';
import type { Head, Model } from '../model/model';
import type { Tensor, TensorFlow } from '../model/tensorflow';
import type { BatchParts } from './batch-parts';
import { BatchStream } from './batches';
import type { BatchEvaluator, OutputEvaluation } from './evaluate-batch';
import type { Goal } from './goals';
import type { Tally } from './metrics/define';
import { createTallies } from './metrics/metrics';
import { asList } from './train-step';

export interface Evaluation {
  /** Mean over the samples; of several outputs the sum of theirs, each times its weight. */
  readonly loss: number;
  /** The part of the samples that are right, 0 to 1; absent where that says nothing about the whole network. */
  readonly accuracy?: number;
  /** What else applies, by its name in `validationMetrics`; of several outputs by Keras's names, such as `val_head_loss`. */
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
  { model, evaluator, goals, parts }: Evaluated,
  split: Split,
  turn: () => Promise<boolean>,
): Promise<Evaluation | null> {
  const size = evaluationBatchSize(model, split.count);
  const sums = goals.map((goal, i) => new OutputSums(goal, model.ends[i]?.head ?? null));
  let penalty = 0;
  let activity = 0;
  const stream = new BatchStream(tf, split, filledBatches(split.count, size), parts);
  for (let start = 0; start < split.count; start += size) {
    if (!(await turn())) return null;
    const count = Math.min(size, split.count - start);
    const batch = await stream.next();
    if (!batch) break;
    const labels = await Promise.all(asList(batch.labels).map((label, i) => classNumbers(label, goals[i])));
    const evaluation = await evaluator.evaluateBatch(batch);
    stream.done(batch);
    penalty = evaluation.penalty;
    activity += evaluation.activity.subarray(0, count).reduce((sum, value) => sum + value, 0);
    for (const [i, output] of evaluation.outputs.entries()) sums[i]?.add(output, labels[i] ?? new Int32Array(), count);
  }
  const outputs = sums.map(sum => sum.results());
  const loss = outputs.reduce(
    (sum, output, i) => sum + output.loss * (goals[i]?.weight ?? 1),
    penalty + activity / split.count,
  );
  const [only] = outputs;
  if (only && outputs.length === 1) return { ...only, loss };
  return {
    loss,
    metrics: Object.assign({}, ...outputs.map((output, i) => namedMetrics(goals[i]?.node ?? '', output))),
  };
}

interface Evaluated {
  readonly model: Model;
  readonly evaluator: BatchEvaluator;
  readonly goals: readonly Goal[];
  readonly parts: BatchParts;
}

/** Tallies read them; those of pixels are not tallied. */
const classNumbers = async (labels: Tensor, goal: Goal | undefined): Promise<Int32Array> =>
  goal?.target === 'class' ? Int32Array.from(await labels.data<'int32'>()) : new Int32Array();

/** Adds up what one output gave, sample by sample. */
class OutputSums {
  readonly #goal: Goal;
  readonly #head: Head;
  #tallies: readonly Tally[] | undefined;
  #count = 0;
  #loss = 0;
  #correct = 0;
  #absolute = 0;
  #squared = 0;

  constructor(goal: Goal, head: Head) {
    this.#goal = goal;
    this.#head = head;
  }

  /** @param count how many of the batch's samples count */
  add({ losses, hits, values, width }: OutputEvaluation, labels: Int32Array, count: number): void {
    const { loss, target } = this.#goal;
    this.#count += count;
    for (let i = 0; i < count; i++) {
      this.#loss += losses[i] ?? Number.NaN;
      this.#correct += hits[i] ?? 0;
      if (target !== 'numbers') continue;
      this.#absolute += values[2 * i] ?? Number.NaN;
      this.#squared += values[2 * i + 1] ?? Number.NaN;
    }
    if (target !== 'class') return;
    this.#tallies ??= createTallies({ loss, head: this.#head, width });
    for (const tally of this.#tallies) tally.add(values.subarray(0, count * width), labels.subarray(0, count));
  }

  results(): Evaluation {
    const count = this.#count;
    const loss = this.#loss / count;
    if (this.#goal.target === 'numbers') {
      const metrics = {
        validationMeanAbsoluteError: this.#absolute / count,
        validationMeanSquaredError: this.#squared / count,
      } satisfies Partial<Record<ValidationMetric, number>>;
      return { loss, metrics };
    }
    const metrics = Object.assign({}, ...(this.#tallies ?? []).map(tally => tally.results()));
    return { loss, accuracy: this.#correct / count, metrics };
  }
}

/** One of several outputs' metrics by Keras's names. */
function namedMetrics(node: NodeId, { loss, accuracy, metrics }: Evaluation): Record<string, number> {
  const further = VALIDATION_METRICS.flatMap(name => {
    const value = metrics[name];
    return value === undefined ? [] : [[`val_${node}_${kerasMetrics[name]}`, value] as const];
  });
  return {
    [`val_${node}_loss`]: loss,
    ...(accuracy === undefined ? {} : { [`val_${node}_accuracy`]: accuracy }),
    ...Object.fromEntries(further),
  };
}

/** All samples in order, in batches of one size: the last one is filled up with its last sample. */
function* filledBatches(count: number, size: number): Generator<Uint32Array> {
  for (let start = 0; start < count; start += size) {
    yield Uint32Array.from({ length: size }, (_, i) => Math.min(start + i, count - 1));
  }
}
