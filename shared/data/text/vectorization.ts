import { z } from 'zod';
import { Tokenization, tokensOf } from './tokens';
import { UNKNOWN_ID } from './vocabulary';

/** Everything that turns a text into the numbers that a network takes. */
export const TextVectorization = Tokenization.extend({
  /** Tokens by their number: padding, unknown, and those that were learned from the training texts. */
  vocabulary: z.array(z.string()),
  /** Longer texts are cut off there, shorter ones filled up with 0. */
  outputSequenceLength: z.int().min(1),
});
export type TextVectorization = z.infer<typeof TextVectorization>;

/** One token of a text: its number is `UNKNOWN_ID` where the vocabulary has none for it. */
export interface VectorizedToken {
  readonly token: string;
  readonly id: number;
}

/** Turns texts into numbers, as a Keras TextVectorization with that vocabulary does. */
export class Vectorizer {
  readonly #form: TextVectorization;
  readonly #ids: ReadonlyMap<string, number>;

  constructor(form: TextVectorization) {
    this.#form = form;
    this.#ids = new Map(form.vocabulary.map((token, id) => [token, id]));
  }

  idOf(token: string): number {
    return this.#ids.get(token) ?? UNKNOWN_ID;
  }

  /** All tokens of a text, also those behind the cut. */
  tokens(text: string): readonly VectorizedToken[] {
    return tokensOf(text, this.#form).map(token => ({ token, id: this.idOf(token) }));
  }

  /** Writes the numbers of tokens, cut off and filled up with 0. @param into as long as the sequence */
  write(tokens: readonly string[], into: Float32Array | Int32Array): void {
    into.fill(0);
    const count = Math.min(into.length, tokens.length);
    for (let at = 0; at < count; at++) into[at] = this.idOf(tokens[at] ?? '');
  }

  /** One sample of a network: `[outputSequenceLength]`. */
  vectorize(text: string): Float32Array {
    const ids = new Float32Array(this.#form.outputSequenceLength);
    this.write(tokensOf(text, this.#form), ids);
    return ids;
  }
}
