import type { Helper } from './helpers';

/** What generated programs turn texts into numbers with, by the program's own `tokensOf()`. */
export const TEXT_HELPERS: readonly Helper[] = [
  [
    'learnVocabulary',
    `
/** The numbers of the tokens that come most often, by the rules of Keras. */
function learnVocabulary(texts: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const token of tokensOf(text))
      counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  counts.delete("[UNK]");
  const ranked = [...counts].sort(
    ([a, often], [b, oftenToo]) =>
      oftenToo - often || Buffer.compare(Buffer.from(b), Buffer.from(a)),
  );
  const tokens = ranked.slice(0, MAX_TOKENS - 2);
  return new Map(tokens.map(([token], i) => [token, i + 2]));
}`,
  ],
  [
    'vectorize',
    `
/** The numbers of the tokens of texts: 0 fills up, 1 stands for unknown ones. */
function vectorize(
  texts: string[],
  vocabulary: Map<string, number>,
): tf.Tensor2D {
  const numbers = new Float32Array(texts.length * SEQUENCE_LENGTH);
  for (const [i, text] of texts.entries()) {
    const tokens = tokensOf(text).slice(0, SEQUENCE_LENGTH);
    const own = tokens.map((token) => vocabulary.get(token) ?? 1);
    numbers.set(own, i * SEQUENCE_LENGTH);
  }
  return tf.tensor2d(numbers, [texts.length, SEQUENCE_LENGTH]);
}`,
  ],
];
