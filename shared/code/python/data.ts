import { isMixing, type SampleAugmentation } from '../../data/augmentations/augmentations';
import { call, type Item, literal } from '../expression';
import { mixingOf } from '../mixing';
import { quoted } from '../names';
import type { Printer } from '../printer';
import type { CodeData } from '../target';
import { writeIdx, writeMnist, writeNpz, writePoints } from './arrays';
import { kerasAugmentation } from './augmentations';
import { writeDigitBoxes, writeDigitMasks } from './digits';
import { writeMixing } from './mixing';
import { writeFolder, writeImageCsv } from './pictures';
import { writeTable } from './table';
import { writeLanguageWords, writeReviewSentences, writeTextCsv, writeTextFolder } from './texts';
import { float } from './values';

/** How the data reach the main part of the program. */
export interface PythonData {
  /** Whether they come in batches, as a `tf.data.Dataset`, or as arrays. */
  readonly isBatched: boolean;
  /** Whether the batches go through `prepare()`. */
  readonly isPrepared: boolean;
  /** Whether `prepare()` augments where it is told to. */
  readonly isAugmented: boolean;
  /** Whether `normalize` is there, and has to see the training samples first. */
  readonly normalizes: 'no' | 'given' | 'computed';
}

type WriteDataset = (printer: Printer, data: CodeData, path: (option: string) => string) => void;

interface Writing {
  readonly write: WriteDataset;
  /** What batches hold, where it comes in batches: bytes of pictures have to be scaled. */
  readonly batches?: 'pictures' | 'ready';
}

const datasets: Readonly<Record<string, Writing>> = {
  mnist: { write: writeMnist },
  'digit-boxes': { write: writeDigitBoxes },
  'digit-masks': { write: writeDigitMasks },
  points: { write: writePoints },
  table: { write: writeTable },
  idx: { write: writeIdx },
  npz: { write: writeNpz },
  'review-sentences': { write: writeReviewSentences },
  'language-words': { write: writeLanguageWords },
  'text-folder': { write: writeTextFolder, batches: 'ready' },
  'text-csv': { write: writeTextCsv },
  'image-folder': { write: writeFolder, batches: 'pictures' },
  'image-csv': { write: writeImageCsv, batches: 'pictures' },
};

const path = (words: string): string =>
  words.startsWith('~') ? `Path(${quoted(words)}).expanduser()` : `Path(${quoted(words)})`;

/** Writes `load_data()` and what is done to each batch. */
export function writeData(printer: Printer, data: CodeData): PythonData {
  const dataset = datasets[data.settings.dataset];
  if (dataset) dataset.write(printer, data, path);
  else writeUnknown(printer, data);
  const isSource = dataset?.batches === 'pictures';
  const { size, channels, scaling, normalization } = data.preprocessing;
  const augmentations = data.settings.augmentations ?? [];
  const isPrepared =
    isSource || augmentations.length > 0 || size.fit !== 'keep' || channels !== 'keep' || scaling !== 'unit';
  const normalizes = normalization.type === 'none' ? 'no' : normalization.type;
  const isAugmented = isPrepared && writePrepare(printer, data, isSource);
  if (normalization.type === 'computed') {
    printer.blank(2);
    printer.comment("Takes the training samples' mean away from each channel, and divides by their deviation.");
    printer.lines('normalize = layers.Normalization()');
  }
  if (normalization.type === 'given') {
    printer.blank(2);
    const numbers = (values: readonly number[]) =>
      values.length === 1 ? float(values[0] ?? 0) : literal('[', ']', values.map(float));
    const { mean, deviation } = normalization;
    const variance = deviation.map(value => value ** 2);
    const axis: Item[] = mean.length === 1 && deviation.length === 1 ? [{ key: 'axis=', value: 'None' }] : [];
    printer.statement(
      'normalize = ',
      call(
        'layers.Normalization',
        ...axis,
        { key: 'mean=', value: numbers(mean) },
        { key: 'variance=', value: numbers(variance) },
      ),
    );
  }
  writeMixing(printer, mixingOf(data.settings.augmentations));
  return { isBatched: dataset?.batches !== undefined || isPrepared, isPrepared, isAugmented, normalizes };
}

function writeUnknown(printer: Printer, { settings }: CodeData): void {
  printer.blank(2);
  printer.note(`The dataset "${settings.dataset}" is not one that code can be written for: load yours here.`);
  printer.lines('def load_data():');
  printer.inside(() => printer.lines('raise NotImplementedError("Load your data here.")'));
}

/** Writes `prepare()`. @returns whether it augments */
function writePrepare(printer: Printer, data: CodeData, isSource: boolean): boolean {
  const { size, channels, scaling } = data.preprocessing;
  const augmentations = (data.settings.augmentations ?? []).filter(augmentation => !isMixing(augmentation));
  if (size.fit !== 'keep') {
    printer.blank(2);
    const fit: Item[] = size.fit === 'resize' ? [] : [{ key: `${size.fit}_to_aspect_ratio=`, value: 'True' }];
    printer.statement('resize = ', call('layers.Resizing', `${size.height}`, `${size.width}`, ...fit));
  }
  const isAugmented = writeAugment(printer, augmentations, data.sampleShape.at(-1) ?? 1);
  printer.blank(2);
  printer.lines(isAugmented ? 'def prepare(x, y, training=False):' : 'def prepare(x, y):');
  printer.inside(() => {
    printer.lines('"""What is done to a batch before the network sees it."""');
    if (isSource) printer.lines('x = x / 255');
    if (channels === 'grayscale') printer.lines('x = tf.image.rgb_to_grayscale(x) if x.shape[-1] == 3 else x');
    if (channels === 'rgb') printer.lines('x = tf.image.grayscale_to_rgb(x) if x.shape[-1] == 1 else x');
    if (size.fit !== 'keep') printer.lines('x = resize(x)');
    if (isAugmented) printer.lines('if training:', '    x = augment(x, training=True)');
    if (scaling === 'bytes') printer.lines('x = 255 * x');
    if (scaling === 'symmetric') printer.lines('x = 2 * x - 1');
    printer.lines('return x, y');
  });
  return isAugmented;
}

/** Writes `augment`, where Keras has any of the augmentations. @returns whether it did */
function writeAugment(printer: Printer, augmentations: readonly SampleAugmentation[], channels: number): boolean {
  if (augmentations.length === 0) return false;
  printer.blank(2);
  const steps: Item[] = [];
  let comments: string[] = [];
  const say = (words: string) => {
    comments.push(...printer.wrap(words, 8));
    printer.list(words);
  };
  for (const augmentation of augmentations) {
    const translated = kerasAugmentation(augmentation, channels);
    if ('missing' in translated) say(translated.missing);
    else {
      if (translated.but) say(translated.but);
      steps.push({ value: translated.layer, comments });
      comments = [];
    }
  }
  if (steps.length > 0) {
    const isLast = comments.length === 0;
    printer.statement('augment = ', call('keras.Sequential', literal('[', ']', steps)));
    if (!isLast) printer.lines(...comments);
    return true;
  }
  printer.lines(...comments);
  return false;
}
