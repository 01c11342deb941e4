import { z } from 'zod';

/** How a text becomes tokens: the settings of Keras's TextVectorization by their names there. */
export const Tokenization = z.object({
  standardize: z.enum(['lower_and_strip_punctuation', 'lower', 'strip_punctuation', 'none']),
  split: z.enum(['whitespace', 'character']),
});
export type Tokenization = z.infer<typeof Tokenization>;

/** The 32 characters that Keras takes for punctuation. */
const PUNCTUATION = /[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~']/g;
/** Those that `tf.strings.split` takes for space: none beyond ASCII. */
const SPACE = /[\t\n\v\f\r ]+/;

/** Like `tf.strings.lower` without an encoding, which leaves letters beyond ASCII as they are. */
const lower = (text: string): string => text.replace(/[A-Z]+/g, letters => letters.toLowerCase());

/** A text as it is before it is split. */
export function standardized(text: string, { standardize }: Pick<Tokenization, 'standardize'>): string {
  const lowered = standardize.startsWith('lower') ? lower(text) : text;
  return standardize.endsWith('strip_punctuation') ? lowered.replace(PUNCTUATION, '') : lowered;
}

/** The tokens of a text in their order: words, or characters (code points), exactly as Keras's TextVectorization finds them. */
export function tokensOf(text: string, tokenization: Tokenization): readonly string[] {
  const plain = standardized(text, tokenization);
  return tokenization.split === 'character' ? Array.from(plain) : plain.split(SPACE).filter(token => token !== '');
}
