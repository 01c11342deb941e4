import type { Draw, Split } from '../data/define';
import type { TensorFlow } from '../model/tensorflow';
import { createRandom, shuffledIndices } from '../random/random';
import { type BatchParts, type BatchValues, batchTensors, gatherBatch, tensorMemory } from './batch-parts';
import { asList, type Batch } from './train-step';

/** The order of an epoch's samples: it follows from the run's seed and the epoch's number (from 0) alone. */
export const epochOrder = (split: Split, seed: number, epoch: number): Uint32Array =>
  shuffledIndices(split.count, createRandom(seed, 'shuffle', epoch));

/** Batches that are made while the one before is computed with, and how much memory they may take, in bytes. */
const MOST_AHEAD = 3;
const AHEAD_BYTES = 512 * 2 ** 20;

/** One batch of a stream, and the memory that its values are in. */
export interface StreamedBatch extends Batch {
  readonly indices: Uint32Array;
  readonly values: BatchValues;
}

/**
 * Has the batches of a list made ahead of who takes them, by other threads where the samples come from there. Batches follow from
 * the list and the draw alone, however far ahead they are made.
 */
export class BatchStream {
  readonly #tf: TensorFlow;
  readonly #split: Split;
  readonly #parts: BatchParts;
  readonly #draw: Draw | undefined;
  readonly #batches: Iterator<Uint32Array>;
  readonly #underWay: { readonly indices: Uint32Array; readonly values: BatchValues; readonly made: Promise<void> }[] =
    [];
  /** Memory that is used again: to allocate it anew for each batch takes longer than to fill it. */
  readonly #free: BatchValues[] = [];

  /**
   * @param batches the samples of each batch; the first must be the largest
   * @param draw augments them, see `Split.gather`
   */
  constructor(tf: TensorFlow, split: Split, batches: Iterable<Uint32Array>, parts: BatchParts, draw?: Draw) {
    this.#tf = tf;
    this.#split = split;
    this.#parts = parts;
    this.#draw = draw;
    this.#batches = batches[Symbol.iterator]();
  }

  /**
   * The next batch, which is given back by `done`; `null` after the last one.
   * @throws SamplesGone where its samples can no longer be read
   */
  async next(): Promise<StreamedBatch | null> {
    if (this.#underWay.length === 0) this.#begin();
    const next = this.#underWay.shift();
    if (!next) return null;
    this.#fill();
    await next.made;
    const { indices, values } = next;
    return { ...batchTensors(this.#tf, this.#split, this.#parts, indices, values, this.#draw), indices, values };
  }

  /** Disposes a batch's tensors. Its memory goes to a batch to come, so nothing may read the tensors any more. */
  done({ samples, labels, values }: StreamedBatch): void {
    this.#tf.dispose([...asList(samples), ...asList(labels)]);
    this.#free.push(values);
  }

  #fill(): void {
    const [first] = this.#underWay;
    const bytes = [...(first?.values.values() ?? [])].reduce((sum, { byteLength }) => sum + byteLength, 0);
    const ahead = Math.max(1, Math.min(MOST_AHEAD, Math.floor(AHEAD_BYTES / Math.max(1, bytes))));
    while (this.#underWay.length < ahead && this.#begin());
  }

  /** @returns whether there was another one */
  #begin(): boolean {
    const { value: indices, done } = this.#batches.next();
    if (done) return false;
    const values = this.#free.pop() ?? tensorMemory(this.#split, this.#parts, indices.length);
    const made = gatherBatch(this.#split, this.#parts, indices, values, this.#draw);
    // Where the run ends before this batch's turn, nobody hears that it could not be made.
    made.catch(() => undefined);
    this.#underWay.push({ indices, values, made });
    return true;
  }
}

/** Runs of at most `size` of the indices, from the place `start` on. */
export function* batchesOf(indices: Uint32Array, size: number, start = 0): Generator<Uint32Array> {
  for (let at = start; at < indices.length; at += size) yield indices.subarray(at, at + size);
}
