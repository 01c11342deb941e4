import { setImmediate as nextTurn } from 'node:timers/promises';
import { tokensOf } from '#shared/data/text/tokens';
import { type TextVectorization, Vectorizer } from '#shared/data/text/vectorization';
import { TokenCounts } from '#shared/data/text/vocabulary';
import type { AfterPiece } from '../own-files/reading';
import type { Parts } from '../own-files/samples';
import type { TextOptions } from './options';
import type { Texts } from './texts';

export interface VectorizedTexts {
  readonly vectorization: TextVectorization;
  /** The numbers of each text's tokens, one text after another. */
  readonly ids: Float32Array;
  /** How many tokens each text has, those behind the cut too. */
  readonly lengths: Int32Array;
}

/** Texts between which others of the engine's work gets its turn. */
const AT_A_TIME = 500;

/**
 * Learns the vocabulary from the training texts alone, and turns all texts into numbers.
 * @throws ReadingStopped
 */
export async function vectorizeTexts(
  { texts }: Texts,
  { training }: Parts,
  { standardize, split, maxTokens, outputSequenceLength }: Omit<TextOptions, 'seed' | 'validationShare'>,
  after: AfterPiece,
): Promise<VectorizedTexts> {
  const tokenization = { standardize, split };
  const say = (doing: string, done: number, all: number) => () =>
    `${doing}: ${done.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} texts`;
  const counts = new TokenCounts();
  for (const [done, position] of training.entries()) {
    counts.add(tokensOf(texts[position]?.text ?? '', tokenization));
    if (done % AT_A_TIME !== 0) continue;
    after(say('Learning the vocabulary', done, training.length));
    await nextTurn();
  }
  const vectorization = { ...tokenization, vocabulary: [...counts.vocabulary(maxTokens)], outputSequenceLength };
  const vectorizer = new Vectorizer(vectorization);
  const ids = new Float32Array(texts.length * outputSequenceLength);
  const lengths = new Int32Array(texts.length);
  for (const [position, { text }] of texts.entries()) {
    const tokens = tokensOf(text, tokenization);
    lengths[position] = tokens.length;
    const from = position * outputSequenceLength;
    vectorizer.write(tokens, ids.subarray(from, from + outputSequenceLength));
    if (position % AT_A_TIME !== 0) continue;
    after(say('Looking tokens up', position, texts.length));
    await nextTurn();
  }
  return { vectorization, ids, lengths };
}
