import type { z } from 'zod';
import type { DatasetInfo, DuplicatePair } from '#shared/data/dataset';
import { err, ok, type Result } from '#shared/result';
import { type DataError, type Dataset, defineDataset, type LoadContext, optionProblem, type Split } from '../define';
import { keepLatest } from '../own-files/keep-latest';
import { partsOf } from '../own-files/parts';
import { afterPieces } from '../own-files/reading';
import { AS_THEY_ARE, fingerprintOf, type Parts, type Samples, splitOf } from '../own-files/samples';
import type { TextOptions } from './options';
import type { TextProblem, Texts } from './texts';
import { type VectorizedTexts, vectorizeTexts } from './vectorize';

/** Numbers that all texts together may become. */
const MOST_NUMBERS = 2 ** 29;

interface TextSpec<Schema extends z.ZodObject> extends Pick<DatasetInfo, 'id' | 'title' | 'summary'> {
  /** Where the texts come from, and `textOptions`. */
  readonly options: Schema;
  /** How they become numbers. */
  formOf(options: z.output<Schema>): TextOptions;
  readonly ownFiles?: true;
  /** The option that says where the texts are, for what is wrong with all of them. */
  readonly place: string;
  /** Reads all texts. @throws ReadingStopped */
  read(options: z.output<Schema>, context?: LoadContext): Promise<Result<Texts, TextProblem>>;
  /** Changes whenever the files do. */
  version?(options: z.output<Schema>): Promise<string>;
  /** Of what `read` depends on. */
  readKey(options: z.output<Schema>): unknown;
}

interface Prepared extends Texts, VectorizedTexts {
  readonly divided: Parts;
  readonly samples: Samples;
}

/** Texts of classes. Their vocabulary is learned from those for training; a sample is the numbers of a text's tokens. */
export function textsDataset<Schema extends z.ZodObject>({
  id,
  title,
  summary,
  options: schema,
  ownFiles,
  place,
  formOf,
  read,
  readKey,
  version = async () => '',
}: TextSpec<Schema>): Dataset {
  type Options = z.output<Schema>;
  interface Wish {
    readonly options: Options;
    readonly version: string;
  }
  const readLatest = keepLatest(
    async (wish: Wish) => `${wish.version}\n${JSON.stringify(readKey(wish.options))}`,
    ({ options }, context) => read(options, context),
  );
  const prepareLatest = keepLatest(
    async (wish: Wish) => `${wish.version}\n${JSON.stringify(wish.options)}`,
    async (wish, context): Promise<Result<Prepared, DataError>> => {
      const texts = await readLatest(wish, context);
      const refuse = (option: string, message: string) => err(optionProblem(title, option, message));
      if (!texts.ok) return refuse(texts.error.option, texts.error.message);
      const { labels, classes, parts } = texts.value;
      const options = formOf(wish.options);
      const divided = partsOf(labels, classes, parts, options);
      if (!divided.ok) return refuse(place, divided.error);
      if (labels.length * options.outputSequenceLength > MOST_NUMBERS) {
        const count = labels.length.toLocaleString('en-US');
        return refuse('outputSequenceLength', `${count} texts of that length do not fit into memory: make it shorter`);
      }
      const vectorized = await vectorizeTexts(texts.value, divided.value, options, afterPieces(context));
      const samples = { values: vectorized.ids, size: options.outputSequenceLength, labels };
      return ok({ ...texts.value, ...vectorized, divided: divided.value, samples });
    },
  );
  const prepare = async (options: Options, context?: LoadContext) =>
    prepareLatest({ options, version: await version(options) }, context);

  return defineDataset({
    id,
    title,
    summary,
    kind: 'text',
    sampleShape: [64],
    classes: [],
    ...(ownFiles ? { ownFiles } : {}),
    isReadToDescribe: true,
    options: schema,
    async describe(options, context) {
      const texts = await prepare(options, context);
      if (!texts.ok) return texts;
      const { classes, divided, vectorization, columns } = texts.value;
      return ok({
        trainingSamples: divided.training.length,
        validationSamples: divided.validation.length,
        sampleShape: [vectorization.outputSequenceLength],
        classes: [...classes],
        text: vectorization,
        ...(columns ? { columns: [...columns.names], textColumns: { text: columns.text, label: columns.label } } : {}),
      });
    },
    version,
    async load(options, context) {
      const texts = await prepare(options, context);
      if (!texts.ok) return texts;
      const { classes, divided, samples, vectorization, skipped, lengths } = texts.value;
      return ok({
        training: textSplit(texts.value, divided.training),
        validation: textSplit(texts.value, divided.validation),
        fingerprint: fingerprintOf(samples, divided, AS_THEY_ARE, { classes, vectorization }),
        tokenCounts: lengths,
        ...(ownFiles ? { findings: { skipped, duplicates: duplicates(texts.value) } } : {}),
      });
    },
  });
}

const textSplit = ({ samples, texts }: Prepared, positions: readonly number[]): Split => ({
  ...splitOf(samples, positions, AS_THEY_ARE),
  textOf: index => texts[positions[index] ?? -1]?.text ?? '',
});

/** Texts to validate that are among those to train on, word for word. */
function duplicates({ texts, divided: { training, validation } }: Prepared): DuplicatePair[] {
  const known = new Map(training.map(position => [texts[position]?.text, texts[position]?.name]));
  return validation.flatMap(position => {
    const { text, name } = texts[position] ?? { text: undefined, name: '' };
    const same = known.get(text);
    return same === undefined ? [] : [{ training: same, validation: name }];
  });
}
