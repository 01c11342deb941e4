import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { reviewSentencesDataset } from '#main/data/review-sentences';
import { textFolderDataset } from '#main/data/text-folder';
import { type Tokenization, tokensOf } from '#shared/data/text/tokens';
import { Vectorizer } from '#shared/data/text/vectorization';
import { TokenCounts } from '#shared/data/text/vocabulary';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { load, rowsOf } from '../../unit/engine/own-files/samples-of';
import { runKeras } from '../keras/run-keras';

const Vectorized = z.object({ vocabulary: z.array(z.string()), ids: z.array(z.array(z.int())) });

const script = `
import tensorflow as tf
layer = keras.layers.TextVectorization(
    max_tokens=args["maxTokens"], output_sequence_length=args["length"], split=args["split"],
    standardize=None if args["standardize"] == "none" else args["standardize"])
layer.adapt(tf.constant(args["learned"]))
result = {"vocabulary": layer.get_vocabulary(), "ids": np.array(layer(tf.constant(args["texts"]))).tolist()}
`;

const LEARNED = [
  'The cat sat on the mat. The DOG did not!',
  'a-b c_d e\u00a0f g\u2003h\u0085i j\tk\nl\fm\vn',
  "Don't, can't: “won’t” – it's 100% [UNK] $5.00 #tag @you a/b\\c {x} `y` ~z ^w |v",
  'ÄÖÜ äöü ÇA İstanbul straße ŁÓDŹ Σίσυφος ЖЁ',
  '日本語 の 文 。 日本語',
  '🙂 🙂🙃 👩‍👩‍👧 \uffee \ue000 e\u0301 é',
  'b b a a c c zz zz Zz z',
  '   ',
];
const NEW = ['the unseen cat, the dog', '', '🙂 is new ü', 'a b c d e f g h i j k l m n o p'];

test.each(
  (['lower_and_strip_punctuation', 'lower', 'strip_punctuation', 'none'] as const).flatMap(standardize =>
    (['whitespace', 'character'] as const).map((split): Tokenization => ({ standardize, split })),
  ),
)('$standardize, $split: the vocabulary and the numbers of Keras’s TextVectorization', async tokenization => {
  const counts = new TokenCounts();
  for (const text of LEARNED) counts.add(tokensOf(text, tokenization));
  for (const maxTokens of [12, 1000]) {
    const texts = [...LEARNED, ...NEW];
    const keras = await runKeras(
      script,
      { ...tokenization, maxTokens, length: 9, learned: LEARNED, texts },
      Vectorized,
    );
    const vocabulary = [...counts.vocabulary(maxTokens)];
    expect(vocabulary).toEqual(keras.vocabulary);
    const vectorizer = new Vectorizer({ ...tokenization, vocabulary, outputSequenceLength: 9 });
    expect(texts.map(text => [...vectorizer.vectorize(text)])).toEqual(keras.ids);
  }
});

test('3,000 real sentences: the vocabulary of those for training, and every number', async () => {
  const loaded = await load(reviewSentencesDataset(), { maxTokens: 2000, outputSequenceLength: 20 });
  const textsOf = ({ count, textOf }: typeof loaded.training) =>
    Array.from({ length: count }, (_, i) => textOf?.(i) ?? '');
  const learned = textsOf(loaded.training);
  const texts = [...learned, ...textsOf(loaded.validation)];
  const form = { standardize: 'lower_and_strip_punctuation', split: 'whitespace' };
  const keras = await runKeras(script, { ...form, maxTokens: 2000, length: 20, learned, texts }, Vectorized);
  expect(loaded.info.text?.vocabulary).toEqual(keras.vocabulary);
  const rows = [...(await rowsOf(loaded, loaded.training)), ...(await rowsOf(loaded, loaded.validation))];
  expect(rows).toEqual(keras.ids);
});

let folder: TempFolder;
beforeAll(async () => {
  folder = await makeTempFolder('keras-texts');
  for (const [part, count] of [
    ['train', 5],
    ['test', 3],
  ] as const) {
    for (const name of ['ham', 'spam']) {
      await mkdir(path.join(folder.path, part, name), { recursive: true });
      for (let i = 0; i < count; i++) {
        await writeFile(path.join(folder.path, part, name, `${i}.txt`), `${part} ${name}, “${i}” of ${count}\nüber\n`);
      }
    }
  }
});
afterAll(() => folder.remove());

test('a folder, as Keras’s text_dataset_from_directory reads it', async () => {
  const loaded = await load(textFolderDataset(), { folder: folder.path });
  const keras = await runKeras(
    `
result = []
for part in ["train", "test"]:
    read = keras.utils.text_dataset_from_directory(args + "/" + part, shuffle=False, batch_size=None)
    result.append({"classes": read.class_names, "texts": [[x.numpy().decode(), int(y)] for x, y in read]})
`,
    folder.path,
    z.array(z.object({ classes: z.array(z.string()), texts: z.array(z.tuple([z.string(), z.int()])) })),
  );
  for (const [i, part] of [loaded.training, loaded.validation].entries()) {
    expect(keras[i]?.classes).toEqual(loaded.info.classes);
    const ours = Array.from(part.labels, (label, at) => [part.textOf?.(at), label]);
    expect(ours).toEqual(keras[i]?.texts);
  }
});
