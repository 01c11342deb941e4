/** Stands for no token: what short texts are filled up with. Its number is 0. */
const PADDING = '';
/** Stands for every token that is not in the vocabulary. Its number is 1. */
const UNKNOWN = '[UNK]';
export const UNKNOWN_ID = 1;

/** How often each token comes. */
export class TokenCounts {
  readonly #counts = new Map<string, number>();

  add(tokens: readonly string[]): void {
    for (const token of tokens) this.#counts.set(token, (this.#counts.get(token) ?? 0) + 1);
  }

  /**
   * The vocabulary of what was counted, as Keras's TextVectorization adapts it: padding, unknown, then the tokens by how often
   * they come; of those that come as often, the one that sorts last by its bytes stands first.
   * @param most tokens in all, those two among them
   */
  vocabulary(most: number): readonly string[] {
    const counted = [...this.#counts].filter(([token]) => token !== PADDING && token !== UNKNOWN);
    counted.sort(([a, often], [b, oftenToo]) => oftenToo - often || compareCodePoints(b, a));
    return [PADDING, UNKNOWN, ...counted.slice(0, Math.max(0, most - 2)).map(([token]) => token)];
  }
}

/** The order of the texts' UTF-8 bytes, which is that of their code points, and not that of JavaScript's own units. */
function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    if (a.charCodeAt(at) === b.charCodeAt(at)) continue;
    // Where two pairs of surrogates begin alike, their code points differ as their second halves do.
    return rank(a.charCodeAt(at)) - rank(b.charCodeAt(at));
  }
  return a.length - b.length;
}

/** Surrogates, which stand for code points above all others, come last. */
const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
