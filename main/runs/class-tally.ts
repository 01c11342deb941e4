import type { OutputEnd } from '#shared/project/ends';
import type { OutputEvaluation as ToldEvaluation } from '#shared/protocol/evaluation';
import { toWire } from '#shared/protocol/tensor';
import type { Head } from '../model/model';
import type { Tensor, TensorFlow } from '../model/tensorflow';
import type { OutputEvaluation } from '../training/evaluate-batch';
import { decisionThreshold } from '../training/objective';

/** Counts what one output takes for what, batch by batch; of an output that learns no classes, nothing. */
export class ClassTally {
  readonly #end: OutputEnd;
  readonly #threshold: number;
  /** Samples that are still to come: the last batch is filled up with more. */
  #left: number;
  readonly #confusion: number[][];
  readonly #samples: Float32Array;

  /** @param count of all samples */
  constructor(end: OutputEnd, head: Head, count: number) {
    const { target, loss } = end;
    const classes = target && 'classes' in target ? target.classes.length : 0;
    this.#end = end;
    this.#threshold = decisionThreshold(loss, head);
    this.#left = count;
    this.#confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
    this.#samples = new Float32Array(target?.kind === 'class' ? COLUMNS * count : 0);
  }

  /** @param labels class numbers, int32 @param output what the network puts out for the batch, [n, height, width, classes] */
  async add(
    tf: TensorFlow,
    evaluated: OutputEvaluation | undefined,
    labels: Tensor | undefined,
    output: () => Tensor,
  ): Promise<void> {
    const kind = this.#end.target?.kind;
    if (!evaluated || !labels || (kind !== 'class' && kind !== 'class-map')) return;
    const count = Math.min(this.#left, evaluated.losses.length);
    const numbers = await labels.data<'int32'>();
    if (kind === 'class') this.#addSamples(evaluated, numbers, count);
    else {
      const predicted = tf.tidy(() => tf.argMax(output(), -1));
      const classes = await predicted.data<'int32'>();
      predicted.dispose();
      const pixels = (count * numbers.length) / evaluated.losses.length;
      for (let i = 0; i < pixels; i++) this.#count(numbers[i] ?? 0, classes[i] ?? 0);
    }
    this.#left -= count;
  }

  #addSamples({ losses, values, width }: OutputEvaluation, labels: ArrayLike<number>, count: number): void {
    const done = this.#samples.length / COLUMNS - this.#left;
    for (let i = 0; i < count; i++) {
      const row = values.subarray(i * width, (i + 1) * width);
      const predicted = width === 1 ? Number((row[0] ?? 0) > this.#threshold) : row.indexOf(Math.max(...row));
      const label = labels[i] ?? 0;
      const output =
        width === 1 && predicted === 0 && this.#threshold > 0 ? 1 - (row[0] ?? 0) : row[Math.min(predicted, width - 1)];
      this.#count(label, predicted);
      this.#samples.set([label, predicted, losses[i] ?? Number.NaN, output ?? Number.NaN], COLUMNS * (done + i));
    }
  }

  #count(label: number, predicted: number): void {
    const row = this.#confusion[label];
    if (row) row[predicted] = (row[predicted] ?? 0) + 1;
  }

  /** `null` where it learns no classes. */
  result(): ToldEvaluation | null {
    const { node, target } = this.#end;
    if (target?.kind !== 'class' && target?.kind !== 'class-map') return null;
    const { kind, name, classes } = target;
    const samples = kind === 'class' ? toWire([this.#samples.length / COLUMNS, COLUMNS], this.#samples) : null;
    return { node, target: name, kind, classes: [...classes], confusion: this.#confusion, samples };
  }
}

/** Class, predicted class, loss, and the output for what was predicted. */
const COLUMNS = 4;
