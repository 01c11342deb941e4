import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { elementCount } from '#shared/graph/shape';
import { err } from '#shared/result';
import { errorCode } from '../../files/file-problem';
import type { PictureDecoder } from '../image-folder/decoder';
import { pictureBytes } from '../image-folder/options';
import { putShades } from '../image-folder/shades';
import { decodeUnseen, type FileSource, nextFiles } from './decode-unseen';
import type { Job, JobSource, MakeFailure, MakeJob, Outcome, ReadJob, ReadOutcome } from './job';
import { type FileRead, readFiles } from './read-files';
import { isPlain, outputShape, prepareSample } from './recipe';

function* runRead(job: ReadJob, decoder: PictureDecoder): Generator<void, Outcome, void> {
  const read: ReadOutcome[] = [];
  const bytes = pictureBytes(job.form);
  const placeOf = (at: number) => job.into.subarray(at * bytes, (at + 1) * bytes);
  for (const group of readFiles(job.folder, job.files, job.form, decoder, placeOf)) {
    read.push(...group.map(outcomeOf));
    yield;
  }
  return { read, failure: null };
}

function outcomeOf(read: FileRead): ReadOutcome {
  if ('reason' in read) return read;
  const { encoded, decoded, together } = read;
  const hash = createHash('sha256').update(encoded).digest('hex');
  return { hash, size: decoded.size, ...(decoded.turned ? { turned: true } : {}), ...(together ? { together } : {}) };
}

function* runMake(job: MakeJob, decoder: PictureDecoder): Generator<void, Outcome, void> {
  const { recipe, source, into, draw } = job;
  const size = elementCount(outputShape(recipe));
  const plain = isPlain(recipe, draw);
  const placeOf = (at: number) =>
    plain ? into.subarray(at * size, (at + 1) * size) : new Float32Array(elementCount(recipe.shape));
  for (const group of samplesOf(source, job.indices.length, decoder, placeOf)) {
    for (const { at, values, failure } of group) {
      if (failure) return { read: [], failure };
      if (values instanceof Float32Array && !plain) {
        into.set(prepareSample(recipe, values, job.indices[at] ?? 0, draw), at * size);
      }
    }
    yield;
  }
  return { read: [], failure: null };
}

/** One sample as its dataset gives it. */
interface Fetched {
  readonly at: number;
  readonly values: Float32Array | Uint8Array;
  readonly failure: MakeFailure | null;
}
type PlaceOf = (at: number) => Float32Array | Uint8Array;
type Fetching = Generator<readonly Fetched[], void, void>;

function* samplesOf(source: JobSource, count: number, decoder: PictureDecoder, placeOf: PlaceOf): Fetching {
  if (source.kind === 'files' && source.store === null) {
    yield* decodedSamples(source, 0, count, decoder, placeOf);
    return;
  }
  for (let at = 0; at < count; at++) {
    const values = placeOf(at);
    if (source.kind === 'values') {
      values.set(source.values.subarray(at * values.length, (at + 1) * values.length));
    } else if (source.kind === 'bytes') {
      const from = source.at[at] ?? 0;
      putShades(source.pixels.subarray(from, from + values.length), values);
    } else if (!fetchStored(source.store, at, values)) {
      yield* decodedSamples(source, at, 1, decoder, () => values);
      continue;
    }
    yield [{ at, values, failure: null }];
  }
}

function* decodedSamples(
  source: FileSource,
  first: number,
  count: number,
  decoder: PictureDecoder,
  placeOf: PlaceOf,
): Fetching {
  for (let at = first; at < first + count; ) {
    const next = nextFiles(source, at, first + count);
    const places = next.unseen ? Array.from({ length: next.count }, (_, i) => placeOf(at + i)) : [];
    if (next.unseen && decodeUnseen(source, at, decoder, places)) {
      yield places.map((values, i) => ({ at: at + i, values, failure: null }));
    } else yield* seenSamples(source, at, next.count, decoder, placeOf);
    at += next.count;
  }
}

function* seenSamples(
  { folder, files, form }: FileSource,
  first: number,
  count: number,
  decoder: PictureDecoder,
  placeOf: PlaceOf,
): Fetching {
  const places: (Float32Array | Uint8Array)[] = [];
  const keptPlace = (i: number) => {
    places[i] = placeOf(first + i);
    return places[i];
  };
  let next = 0;
  for (const group of readFiles(folder, files.slice(first, first + count), form, decoder, keptPlace)) {
    yield group.map(read => {
      const i = next++;
      const file = join(folder, files[first + i] ?? '');
      const failure = 'reason' in read ? { file, reason: read.reason } : null;
      return { at: first + i, values: places[i] ?? new Float32Array(), failure };
    });
  }
}

function fetchStored(store: FileSource['store'], at: number, into: Float32Array | Uint8Array): boolean {
  const bytes = into instanceof Uint8Array ? into : new Uint8Array(into.length);
  if (!store || !stored(store.file, store.at[at] ?? 0, bytes)) return false;
  if (bytes !== into) putShades(bytes, into);
  return true;
}

/** @returns whether it was there to be read; others may have made room on the disk */
function stored(file: string, from: number, into: Uint8Array): boolean {
  try {
    const handle = openSync(file, 'r');
    try {
      return readSync(handle, into, 0, into.length, from) === into.length;
    } finally {
      closeSync(handle);
    }
  } catch (cause) {
    if (errorCode(cause) === undefined) throw cause;
    return false;
  }
}

/** Where there is no TensorFlow to decode with. */
export const noDecoder: PictureDecoder = { one: () => err('TensorFlow, which decodes pictures, is not there') };

/** Does a job, and pauses after each picture, or few of them. A sample that cannot be made ends it. */
export const runJob = (job: Job, decoder: PictureDecoder): Generator<void, Outcome, void> =>
  job.kind === 'read' ? runRead(job, decoder) : runMake(job, decoder);
