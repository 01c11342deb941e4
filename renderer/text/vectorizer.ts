import { type TextVectorization, type VectorizedToken, Vectorizer } from '#shared/data/text/vectorization';

const made = new WeakMap<TextVectorization, Vectorizer>();

/** One for each vocabulary, which is long. */
export function vectorizerOf(form: TextVectorization): Vectorizer {
  const known = made.get(form) ?? new Vectorizer(form);
  made.set(form, known);
  return known;
}

/** A token as the network meets it. */
export interface ShownToken extends VectorizedToken {
  readonly isUnknown: boolean;
  /** It stands behind the end of the sequence, which the network never sees. */
  readonly isCut: boolean;
}

/** @param most tokens, as a long text has more than anyone reads */
export function shownTokens(text: string, form: TextVectorization, most: number): readonly ShownToken[] {
  const vectorizer = vectorizerOf(form);
  return vectorizer
    .tokens(text)
    .slice(0, most)
    .map(({ token, id }, index) => ({
      token,
      id,
      isUnknown: form.vocabulary[id] !== token,
      isCut: index >= form.outputSequenceLength,
    }));
}

/** How a token reads where it stands alone. */
export const tokenWords = (token: string): string =>
  token === ' ' ? '␣' : token.trim() === '' && token !== '' ? '↵' : token;
