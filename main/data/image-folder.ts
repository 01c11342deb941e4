import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { DataSettings, DuplicatePair } from '#shared/data/dataset';
import { describeEngineError } from '#shared/protocol/errors';
import { err, ok, type Result } from '#shared/result';
import type { LoadRuntime, TensorFlow } from '../model/tensorflow';
import { type DataError, type Dataset, defineDataset, type LoadContext, optionProblem, type Split } from './define';
import { pictureDecoder } from './image-folder/decoder';
import { listFolder, type PictureFolder } from './image-folder/list-folder';
import { channelCount, ImageFolderOptions, pictureBytes } from './image-folder/options';
import { type Picture, type ReadPictures, readPictures } from './image-folder/read-pictures';
import { stratifiedSplit, validationCount } from './image-folder/split';

export const IMAGE_FOLDER = 'image-folder';
const TITLE = 'Image folder';
const MOST_MEMORY = 2 * 2 ** 30;

interface Limits {
  /** Bytes that the decoded pictures may take. */
  readonly mostMemory?: number;
}

/** The user's own pictures, one sub-folder a class. They are decoded once, and kept in memory as bytes. */
export const imageFolderDataset = (loadRuntime: LoadRuntime, { mostMemory = MOST_MEMORY }: Limits = {}): Dataset =>
  defineDataset({
    id: IMAGE_FOLDER,
    title: TITLE,
    summary: 'Pictures of your own: a folder with one sub-folder for each class.',
    kind: 'image',
    sampleShape: [64, 64, 3],
    classes: [],
    ownFiles: true,
    options: ImageFolderOptions,
    async describe(options) {
      const listed = await listChecked(options, mostMemory);
      if (!listed.ok) return listed;
      const { classes, pictures } = listed.value;
      const counts = countParts(listed.value, options.validationShare);
      if (counts.validationSamples === 0) {
        const message = `nothing is left for validation: ${pictures.length} pictures in ${classes.length} classes are too few. Two in one class are the least.`;
        return err(optionProblem(TITLE, 'folder', message));
      }
      return ok({
        ...counts,
        classes: [...classes],
        sampleShape: [options.height, options.width, channelCount(options)],
      });
    },
    version: ({ folder }) => folderVersion(folder),
    async load(options, context) {
      const listed = await listChecked(options, mostMemory);
      if (!listed.ok) return listed;
      const runtime = await loadRuntime();
      if (!runtime.ok) {
        const message = describeEngineError({ code: 'runtime/unavailable', problems: runtime.error });
        return err(unreadable(listed.value.path, message));
      }
      return load(runtime.value.tf, listed.value, options, context);
    },
  });

/** For a project file whose folder is relative to it. @param file the project file */
export function withFolderBeside(data: DataSettings, file: string): DataSettings {
  const { folder } = data.options;
  if (data.dataset !== IMAGE_FOLDER || typeof folder !== 'string' || /^\s*($|~)/.test(folder)) return data;
  return { ...data, options: { ...data.options, folder: resolve(dirname(resolve(file)), folder.trim()) } };
}

const unreadable = (file: string, message: string): DataError => ({
  code: 'data/unreadable',
  dataset: TITLE,
  file,
  message,
});

async function listChecked(options: ImageFolderOptions, mostMemory: number): Promise<Result<PictureFolder, DataError>> {
  const listed = await listFolder(options.folder);
  if (!listed.ok) return err(optionProblem(TITLE, 'folder', listed.error));
  const { length } = listed.value.pictures;
  const bytes = length * pictureBytes(options);
  if (bytes <= mostMemory) return listed;
  const { height, width } = options;
  const size = `${height} × ${width} × ${channelCount(options)}`;
  const message = `${length.toLocaleString('en-US')} pictures of ${size} take ${inMemory(bytes)} in memory, more than ${inMemory(mostMemory)}: make them smaller, or grayscale`;
  return err(optionProblem(TITLE, 'height', message));
}

const inMemory = (bytes: number): string =>
  bytes < 2 ** 30 ? `${(bytes / 2 ** 20).toFixed(1)} MB` : `${(bytes / 2 ** 30).toFixed(1)} GB`;

function countParts({ classes, pictures, isSplit }: PictureFolder, share: number) {
  const ofClass = classes.map(() => 0);
  for (const { classIndex, part } of pictures) {
    if (!isSplit || part === 'validation') ofClass[classIndex] = (ofClass[classIndex] ?? 0) + 1;
  }
  const validationSamples = ofClass.reduce((sum, count) => sum + (isSplit ? count : validationCount(count, share)), 0);
  return { trainingSamples: pictures.length - validationSamples, validationSamples };
}

/** Names, sizes and times of change. */
async function folderVersion(folder: string): Promise<string> {
  const listed = await listFolder(folder);
  const hash = createHash('sha256');
  if (!listed.ok) return hash.update(listed.error).digest('hex');
  const { path, pictures } = listed.value;
  for (let start = 0; start < pictures.length; start += 64) {
    const some = pictures.slice(start, start + 64);
    const found = await Promise.all(some.map(({ file }) => stat(join(path, file)).catch(() => null)));
    for (const [i, { file }] of some.entries()) hash.update(`${file}\0${found[i]?.size}\0${found[i]?.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

async function load(tf: TensorFlow, folder: PictureFolder, options: ImageFolderOptions, context: LoadContext) {
  const { path, classes, isSplit } = folder;
  const bytes = pictureBytes(options);
  const read = await readPictures(path, folder.pictures, bytes, pictureDecoder(tf, options), context);
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
    return err(unreadable(path, message));
  }
  if (parts.validation.length === 0) return err(unreadable(path, 'no picture is left for validation.'));
  return ok({
    training: splitOf(read.value, bytes, parts.training),
    validation: splitOf(read.value, bytes, parts.validation),
    fingerprint: fingerprint(options, classes, pictures, parts),
    findings: { skipped: [...folder.skipped, ...skipped], duplicates: duplicates(pictures, parts) },
  });
}

interface Parts {
  readonly training: readonly number[];
  readonly validation: readonly number[];
}

/** The pictures at some positions; bytes become float32 from 0 to 1 when gathered. */
function splitOf({ pictures, pixels }: ReadPictures, bytes: number, positions: readonly number[]): Split {
  const scale = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);
  return {
    count: positions.length,
    labels: Int32Array.from(positions, position => pictures[position]?.classIndex ?? 0),
    async gather(indices, into) {
      for (let i = 0; i < indices.length; i++) {
        const from = (positions[indices[i] ?? 0] ?? 0) * bytes;
        const to = i * bytes;
        for (let at = 0; at < bytes; at++) into[to + at] = scale[pixels[from + at] ?? 0] ?? 0;
      }
    },
  };
}

function fingerprint(
  { height, width, channels, fit }: ImageFolderOptions,
  classes: readonly string[],
  pictures: readonly Picture[],
  { training, validation }: Parts,
): string {
  const hash = createHash('sha256').update(JSON.stringify({ height, width, channels, fit, classes }));
  for (const part of [training, validation]) {
    hash.update('part');
    for (const position of part) hash.update(`${pictures[position]?.classIndex} ${pictures[position]?.hash}\n`);
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
