import { access } from 'node:fs/promises';
import type { SkippedFile } from '#shared/data/dataset';
import { err, ok, type Result } from '#shared/result';
import { errorCode } from '../../files/file-problem';
import type { DataError, LoadContext } from '../define';
import type { JobSource, ReadOutcome } from '../pipeline/job';
import { openStore, StoreWriter, storeKey } from '../pipeline/picture-store';
import type { SampleThreads } from '../pipeline/threads';
import { wayOf } from './decode-several';
import type { ClassFile } from './list-folder';
import { type PictureForm, pictureBytes } from './options';

export interface Picture extends ClassFile {
  /** Of the encoded file, SHA-256 in hex. */
  readonly hash: string;
  readonly size: readonly [height: number, width: number];
  /** It was stored otherwise than it is shown, and has been turned. */
  readonly turned: boolean;
  /** It can be decoded with others. */
  readonly together: boolean;
  /** Its place in the listing. */
  readonly place: number;
}

export interface ReadPictures {
  /** Those that could be read, in the order of the listing. */
  readonly pictures: readonly Picture[];
  readonly skipped: readonly SkippedFile[];
  /** Where their pixels are. */
  sourceOf(pictures: readonly Picture[]): JobSource;
}

/** How pictures are read, and where they are kept. */
export interface Reading {
  readonly folder: string;
  readonly files: readonly ClassFile[];
  readonly form: PictureForm;
  readonly threads: SampleThreads;
  /** Bytes that the decoded pictures may take in memory; more are decoded whenever they are needed. */
  readonly mostMemory: number;
  /** Something that changes whenever a file does: then more than fit in memory are kept on the disk. */
  readonly version: string | null;
}

/** Pictures of one job. */
const A_JOB = 8;
/** Progress is told no more often, in milliseconds. */
const TELL_MS = 150;

/** Reads and decodes every picture once; those that cannot be are listed with the reason. */
export async function readPictures(reading: Reading, context: LoadContext): Promise<Result<ReadPictures, DataError>> {
  const bytes = pictureBytes(reading.form);
  const total = bytes * reading.files.length;
  if (total <= reading.mostMemory) {
    const pixels = new Uint8Array(new SharedArrayBuffer(total));
    const inMemory = (start: number, count: number) => pixels.subarray(start * bytes, (start + count) * bytes);
    const outcomes = await readAll(reading, context, inMemory, async () => undefined);
    if (!outcomes.ok) return outcomes;
    const sourceOf = (pictures: readonly Picture[]): JobSource => ({
      kind: 'bytes',
      pixels,
      at: pictures.map(({ place }) => place * bytes),
    });
    return ok({ ...sorted(reading.files, outcomes.value), sourceOf });
  }
  const { folder, files, form, version } = reading;
  const key = version === null ? null : storeKey([folder, form, files.map(({ file }) => file), version]);
  const known = key === null ? null : await openStore(key);
  const streamed = known ? ok({ outcomes: known.outcomes, file: known.file }) : await readOnce(reading, context, key);
  if (!streamed.ok) return streamed;
  const { outcomes, file } = streamed.value;
  const sourceOf = (pictures: readonly Picture[]): JobSource => ({
    kind: 'files',
    folder,
    files: pictures.map(picture => picture.file),
    form,
    ways: pictures.map(({ together, size }) => (together ? wayOf(size, form) : null)),
    store: file === null ? null : { file, at: pictures.map(({ place }) => place * bytes) },
  });
  return ok({ ...sorted(files, outcomes), sourceOf });
}

/** Goes through pictures that do not fit in memory, and leaves them on the disk where there is a key. */
async function readOnce(
  reading: Reading,
  context: LoadContext,
  key: string | null,
): Promise<Result<{ outcomes: readonly ReadOutcome[]; file: string | null }, DataError>> {
  const bytes = pictureBytes(reading.form);
  const store = key === null ? null : await StoreWriter.create(key, bytes * reading.files.length);
  const scratch = (_: number, count: number) => new Uint8Array(new SharedArrayBuffer(count * bytes));
  try {
    const outcomes = await readAll(reading, context, scratch, (pixels, start) => store?.write(pixels, start * bytes));
    if (!outcomes.ok) return outcomes;
    // One that cannot be opened now may be there the next time, and looks unchanged.
    const lasting = outcomes.value.every(({ unreachable = false }) => !unreachable);
    const finished = lasting ? await store?.finish(outcomes.value) : null;
    return ok({ outcomes: outcomes.value, file: finished?.file ?? null });
  } finally {
    await store?.abandon();
  }
}

/**
 * @param memoryFor where so many pictures from a place of the listing on are decoded to
 * @param use is awaited with what was decoded, in the order of the listing
 */
async function readAll(
  { folder, files, form, threads }: Reading,
  { signal, report }: LoadContext,
  memoryFor: (start: number, count: number) => Uint8Array,
  use: (pixels: Uint8Array, start: number) => Promise<void> | undefined,
): Promise<Result<ReadOutcome[], DataError>> {
  const begin = (start: number) => {
    const some = files.slice(start, start + A_JOB).map(({ file }) => file);
    const into = memoryFor(start, some.length);
    const outcome = threads.run({ kind: 'read', folder, files: some, form, into });
    // One that is no longer waited for must not end the process.
    outcome.catch(() => undefined);
    return { into, outcome, start };
  };
  const outcomes: ReadOutcome[] = [];
  const underWay: ReturnType<typeof begin>[] = [];
  let begun = 0;
  let told = Number.NEGATIVE_INFINITY;
  while (outcomes.length < files.length) {
    while (begun < files.length && underWay.length < 2 * threads.count) {
      underWay.push(begin(begun));
      begun += A_JOB;
    }
    if (performance.now() - told > TELL_MS) {
      report(`Reading pictures: ${count(outcomes.length)} of ${count(files.length)}`);
      told = performance.now();
    }
    const next = underWay.shift();
    if (!next) break;
    const { read } = await next.outcome;
    if (signal.aborted) return err({ code: 'cancelled' });
    const lost = read.some(({ reason, unreachable = false }) => reason !== undefined && unreachable);
    if (lost && (await isGone(folder))) return err(vanished(folder, outcomes.length, files.length));
    outcomes.push(...read);
    await use(next.into, next.start);
  }
  return ok(outcomes);
}

function sorted(files: readonly ClassFile[], outcomes: readonly ReadOutcome[]) {
  const pictures: Picture[] = [];
  const skipped: SkippedFile[] = [];
  for (const [place, file] of files.entries()) {
    const outcome = outcomes[place];
    if (!outcome) continue;
    if (outcome.reason === undefined) {
      const { hash, size, turned = false, together = false } = outcome;
      pictures.push({ ...file, hash, size, turned, together, place });
    } else skipped.push({ file: file.file, reason: outcome.reason });
  }
  return { pictures, skipped };
}

const count = (number: number): string => number.toLocaleString('en-US');

const isGone = (folder: string): Promise<boolean> =>
  access(folder).then(
    () => false,
    cause => errorCode(cause) !== undefined,
  );

const vanished = (folder: string, index: number, all: number): DataError => ({
  code: 'data/unreadable',
  dataset: 'Image folder',
  file: folder,
  message: `the folder vanished while it was read, after ${count(index)} of ${count(all)} pictures. Bring it back, and try again.`,
});
