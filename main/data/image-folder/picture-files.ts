import { createHash } from 'node:crypto';
import { totalmem } from 'node:os';
import type { z } from 'zod';
import type { DatasetInfo, DuplicatePair } from '#shared/data/dataset';
import { describeEngineError } from '#shared/protocol/errors';
import { err, ok, type Result } from '#shared/result';
import type { LoadRuntime } from '../../model/tensorflow';
import { type DataError, type Dataset, defineDataset, type LoadContext, optionProblem, type Split } from '../define';
import { folderVersion } from '../own-files/folder-version';
import { gatherByThreads } from '../pipeline/gather';
import type { JobSource } from '../pipeline/job';
import { plainRecipe } from '../pipeline/recipe';
import { type SampleThreads, sampleThreads } from '../pipeline/threads';
import type { ClassFolder } from './list-folder';
import { channelCount, type PictureForm, type PictureOptions, pictureBytes } from './options';
import { type Picture, type ReadPictures, readPictures } from './read-pictures';
import { putShades } from './shades';
import { stratifiedSplit, validationCount } from './split';

const MOST_MEMORY = Math.min(2 * 2 ** 30, totalmem() / 4);
/** Up to so many values, a batch of pictures in memory is faster copied than handed to other threads. */
const FEW_VALUES = 2 ** 19;

export interface Means {
  /** Bytes that the decoded pictures may take in memory. */
  readonly mostMemory?: number;
  readonly threads?: SampleThreads;
}

/** What is wrong with an option, as a sentence. */
interface ListProblem {
  readonly option: string;
  readonly message: string;
}

interface PictureSpec<Schema extends z.ZodObject> extends Pick<DatasetInfo, 'id' | 'title' | 'summary'> {
  readonly options: Schema;
  /** The option that says where the pictures are. */
  readonly place: string;
  /** Finds the pictures' files. */
  list(options: z.output<Schema>): Promise<Result<ClassFolder, ListProblem>>;
  /** How they are read. */
  formOf(options: z.output<Schema>): PictureOptions;
}

/**
 * The user's own pictures. All are decoded once, so that those that cannot be are known. They stay in memory as bytes where they
 * fit, else on the disk where they may, and else are decoded again for each batch.
 */
export function pictureFilesDataset<Schema extends z.ZodObject>(
  { id, title, summary, options: schema, place, list, formOf }: PictureSpec<Schema>,
  loadRuntime: LoadRuntime,
  { mostMemory = MOST_MEMORY, threads = sampleThreads }: Means = {},
): Dataset {
  const listChecked = async (options: z.output<Schema>): Promise<Result<ClassFolder, DataError>> => {
    const listed = await list(options);
    return listed.ok ? listed : err(optionProblem(title, listed.error.option, listed.error.message));
  };
  return defineDataset({
    id,
    title,
    summary,
    kind: 'image',
    sampleShape: [64, 64, 3],
    classes: [],
    ownFiles: true,
    options: schema,
    async describe(options) {
      const listed = await listChecked(options);
      if (!listed.ok) return listed;
      const { classes, files } = listed.value;
      const form = formOf(options);
      const counts = countParts(listed.value, form.validationShare);
      if (counts.validationSamples === 0) {
        const message = `nothing is left for validation: ${files.length} pictures in ${classes.length} classes are too few. Two in one class are the least.`;
        return err(optionProblem(title, place, message));
      }
      return ok({ ...counts, classes: [...classes], sampleShape: [form.height, form.width, channelCount(form)] });
    },
    async version(options) {
      const listed = await list(options);
      return listed.ok ? folderVersion(listed.value) : listed.error.message;
    },
    async load(options, context) {
      const listed = await listChecked(options);
      if (!listed.ok) return listed;
      const runtime = await loadRuntime();
      if (!runtime.ok) {
        const message = describeEngineError({ code: 'runtime/unavailable', problems: runtime.error });
        return err(unreadable(title, listed.value.path, message));
      }
      return load(title, listed.value, formOf(options), context, { mostMemory, threads });
    },
  });
}

const unreadable = (dataset: string, file: string, message: string): DataError => ({
  code: 'data/unreadable',
  dataset,
  file,
  message,
});

function countParts({ classes, files, isSplit }: ClassFolder, share: number) {
  const ofClass = classes.map(() => 0);
  for (const { classIndex, part } of files) {
    if (!isSplit || part === 'validation') ofClass[classIndex] = (ofClass[classIndex] ?? 0) + 1;
  }
  const validationSamples = ofClass.reduce((sum, count) => sum + (isSplit ? count : validationCount(count, share)), 0);
  return { trainingSamples: files.length - validationSamples, validationSamples };
}

async function load(
  title: string,
  folder: ClassFolder,
  options: PictureOptions,
  context: LoadContext,
  { mostMemory, threads }: Required<Means>,
) {
  const { path, classes, isSplit } = folder;
  const { height, width, channels, fit, antialias, turn } = options;
  const form = { height, width, channels, fit, antialias, turn };
  const version = options.cache ? await folderVersion(folder) : null;
  const read = await readPictures({ folder: path, files: folder.files, form, threads, mostMemory, version }, context);
  if (!read.ok) return read;
  const { pictures, skipped } = read.value;
  const positions = (part: 'training' | 'validation') => [...pictures.keys()].filter(i => pictures[i]?.part === part);
  const parts = isSplit
    ? { training: positions('training'), validation: positions('validation') }
    : stratifiedSplit(pictures, options.validationShare, options.seed);
  const learnt = new Set(parts.training.map(position => pictures[position]?.classIndex));
  const missing = classes.find((_, classIndex) => !learnt.has(classIndex));
  if (missing !== undefined) {
    const message = `no picture of the class "${missing}" can be read${skipped[0] ? ` (${skipped[0].file}: ${skipped[0].reason})` : ''}.`;
    return err(unreadable(title, path, message));
  }
  if (parts.validation.length === 0) return err(unreadable(title, path, 'no picture is left for validation.'));
  return ok({
    training: splitOf(title, read.value, form, parts.training, threads),
    validation: splitOf(title, read.value, form, parts.validation, threads),
    fingerprint: fingerprint(options, classes, pictures, parts),
    findings: {
      skipped: [...folder.skipped, ...skipped],
      duplicates: duplicates(pictures, parts),
      sizes: pictures.map(({ size }) => size),
    },
  });
}

interface Parts {
  readonly training: readonly number[];
  readonly validation: readonly number[];
}

/** The pictures at some positions; bytes become float32 from 0 to 1 when gathered. */
function splitOf(
  title: string,
  { pictures, sourceOf }: ReadPictures,
  form: PictureForm,
  positions: readonly number[],
  threads: SampleThreads,
): Split {
  const own = positions.flatMap(position => pictures[position] ?? []);
  const source = (indices: readonly number[]) => sourceOf(indices.flatMap(index => own[index] ?? []));
  const recipe = plainRecipe([form.height, form.width, channelCount(form)]);
  const gather = async (indices: ArrayLike<number>, into: Float32Array | Uint8Array): Promise<void> => {
    const kept = into.length <= FEW_VALUES ? source(Array.from(indices)) : null;
    if (kept?.kind !== 'bytes') {
      return gatherByThreads(threads, { dataset: title, recipe, indices, into, sourceOf: source });
    }
    const size = pictureBytes(form);
    for (const [i, from] of kept.at.entries()) {
      putShades(kept.pixels.subarray(from, from + size), into.subarray(i * size, (i + 1) * size));
    }
  };
  return {
    count: own.length,
    labels: Int32Array.from(own, ({ classIndex }) => classIndex),
    sourceOf: source,
    gather,
    // Where they are decoded for each batch and resized here, they may as well be given as float32.
    gatherBytes: isDecodedWhole(sourceOf(own)) ? undefined : gather,
  };
}

const isDecodedWhole = (source: JobSource): boolean =>
  source.kind === 'files' && source.store === null && source.ways.every(way => way === 'whole');

function fingerprint(
  { height, width, channels, fit, antialias }: PictureOptions,
  classes: readonly string[],
  pictures: readonly Picture[],
  { training, validation }: Parts,
): string {
  // What is named only where it is not as usual came later: older runs go on.
  const form = { height, width, channels, fit, ...(antialias ? {} : { antialias }) };
  const hash = createHash('sha256').update(JSON.stringify({ ...form, classes }));
  for (const part of [training, validation]) {
    hash.update('part');
    for (const position of part) {
      const picture = pictures[position];
      hash.update(`${picture?.classIndex} ${picture?.hash}${picture?.turned ? ' turned' : ''}\n`);
    }
  }
  return `sha256:${hash.digest('hex')}`;
}

function duplicates(pictures: readonly Picture[], { training, validation }: Parts): DuplicatePair[] {
  const known = new Map(training.map(position => [pictures[position]?.hash, pictures[position]?.file]));
  return validation.flatMap(position => {
    const picture = pictures[position];
    const same = picture && known.get(picture.hash);
    return picture && same !== undefined ? [{ training: same, validation: picture.file }] : [];
  });
}
