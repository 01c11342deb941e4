import { elementCount } from '#shared/graph/shape';
import { type Draw, SamplesGone } from '../define';
import type { JobSource, Recipe } from './job';
import { outputShape } from './recipe';
import type { SampleThreads } from './threads';

interface Gathering {
  /** The dataset's title, for a failure. */
  readonly dataset: string;
  readonly recipe: Recipe;
  readonly indices: ArrayLike<number>;
  /** Bytes only where each value is a byte by 255. */
  readonly into: Float32Array | Uint8Array;
  readonly draw?: Draw | undefined;
  /** @param start the place of the first of them in `indices` */
  sourceOf(some: readonly number[], start: number): JobSource;
}

/** Float32 values that other threads can write to. */
export const sharedValues = (length: number): Float32Array => new Float32Array(new SharedArrayBuffer(4 * length));

/** Bytes that other threads can write to; their memory ends after a whole number of fours. */
export const sharedBytes = (length: number): Uint8Array =>
  new Uint8Array(new SharedArrayBuffer(4 * Math.ceil(length / 4)), 0, length);

/**
 * Has samples made by the threads, each of them a part.
 * @throws SamplesGone where one can no longer be read
 */
export async function gatherByThreads(
  threads: SampleThreads,
  { dataset, recipe, indices, into, draw, sourceOf }: Gathering,
): Promise<void> {
  const all = Array.from(indices);
  const size = elementCount(outputShape(recipe));
  const isShared = into.buffer instanceof SharedArrayBuffer;
  const made = into instanceof Uint8Array ? sharedBytes : sharedValues;
  const shared = isShared ? into : made(into.length);
  // Two parts a thread, since some pictures take longer than others.
  const part = Math.max(1, Math.ceil(all.length / (2 * threads.count)));
  const jobs: Promise<void>[] = [];
  for (let start = 0; start < all.length; start += part) {
    const some = all.slice(start, start + part);
    const values = shared.subarray(start * size, (start + some.length) * size);
    const job = { kind: 'make', source: sourceOf(some, start), recipe, indices: some, into: values } as const;
    jobs.push(
      threads.run(draw ? { ...job, draw } : job).then(({ failure }) => {
        if (failure) throw gone(dataset, failure);
      }),
    );
  }
  await Promise.all(jobs);
  if (shared !== into) into.set(shared);
}

const gone = (dataset: string, { file, reason }: { readonly file: string; readonly reason: string }): SamplesGone =>
  new SamplesGone({
    code: 'data/unreadable',
    dataset,
    file,
    message: `${reason.replace(/\.$/, '')}. It could be read when the data were loaded. Bring it back, then resume the run.`,
  });
