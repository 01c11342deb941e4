import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { elementCount } from '#shared/graph/shape';
import { err, ok, type Result } from '#shared/result';
import { errorCode, fileProblem } from '../../files/file-problem';
import { type DecodePicture, shadesOf } from '../image-folder/decoder';
import { pictureBytes } from '../image-folder/options';
import type { Job, JobSource, MakeFailure, MakeJob, Outcome, ReadJob, ReadOutcome } from './job';
import { isPlain, outputShape, prepareSample } from './recipe';

/** No picture that a person took is as large, in bytes. */
const MOST_BYTES = 256 * 2 ** 20;

/** Reads and decodes one picture; nothing of it is kept. @param at its place in `job.files` */
function readOne(job: ReadJob, at: number, decode: DecodePicture): ReadOutcome {
  const encoded = contents(job.folder, job.files[at] ?? '');
  if (!encoded.ok) return { reason: encoded.error, unreachable: true };
  const bytes = pictureBytes(job.form);
  const decoded = decode(encoded.value, job.form, job.into.subarray(at * bytes, (at + 1) * bytes));
  if (!decoded.ok) return { reason: decoded.error, unreachable: false };
  return { hash: createHash('sha256').update(encoded.value).digest('hex'), size: decoded.value };
}

/** Makes one sample. @param at its place in the job */
function makeOne(job: MakeJob, at: number, decode: DecodePicture): MakeFailure | null {
  const { recipe, source, into, draw } = job;
  const size = elementCount(outputShape(recipe));
  const place = into.subarray(at * size, (at + 1) * size);
  const plain = isPlain(recipe, draw);
  const values = plain ? place : new Float32Array(elementCount(recipe.shape));
  const failure = fetchOne(source, at, values, decode);
  if (failure) return failure;
  if (!plain) place.set(prepareSample(recipe, values, job.indices[at] ?? 0, draw));
  return null;
}

function fetchOne(source: JobSource, at: number, into: Float32Array, decode: DecodePicture): MakeFailure | null {
  if (source.kind === 'values') {
    into.set(source.values.subarray(at * into.length, (at + 1) * into.length));
    return null;
  }
  if (source.kind === 'bytes') {
    const from = source.at[at] ?? 0;
    shadesOf(source.pixels.subarray(from, from + into.length), into);
    return null;
  }
  const bytes = source.store && new Uint8Array(into.length);
  if (bytes && stored(source.store.file, source.store.at[at] ?? 0, bytes)) {
    shadesOf(bytes, into);
    return null;
  }
  const file = source.files[at] ?? '';
  const encoded = contents(source.folder, file);
  const decoded = encoded.ok ? decode(encoded.value, source.form, into) : encoded;
  return decoded.ok ? null : { file: join(source.folder, file), reason: decoded.error };
}

function contents(folder: string, file: string): Result<Uint8Array, string> {
  const path = join(folder, file);
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) return err(`the file is larger than ${MOST_BYTES / 2 ** 20} MB`);
    return ok(readFileSync(path));
  } catch (cause) {
    return err(fileProblem(cause, path).message.slice(path.length + 2));
  }
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
export const noDecoder: DecodePicture = () => err('TensorFlow, which decodes pictures, is not there');

/** Does a job, and pauses after each picture. A sample that cannot be made ends it. */
export function* runJob(job: Job, decode: DecodePicture): Generator<void, Outcome, void> {
  const read: ReadOutcome[] = [];
  for (const at of (job.kind === 'read' ? job.files : job.indices).keys()) {
    if (job.kind === 'read') read.push(readOne(job, at, decode));
    const failure = job.kind === 'make' ? makeOne(job, at, decode) : null;
    if (failure) return { read, failure };
    yield;
  }
  return { read, failure: null };
}
