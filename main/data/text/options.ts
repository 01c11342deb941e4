import { z } from 'zod';
import { Tokenization } from '#shared/data/text/tokens';
import { splitOptions } from '../own-files/options';

interface Defaults {
  readonly split: 'whitespace' | 'character';
  readonly maxTokens: number;
  readonly outputSequenceLength: number;
}

/** How texts become numbers, as Keras's TextVectorization does it. */
const vectorizationOptions = ({ split, maxTokens, outputSequenceLength }: Defaults) => ({
  standardize: Tokenization.shape.standardize
    .default(split === 'character' ? 'lower' : 'lower_and_strip_punctuation')
    .meta({
      title: 'Standardize',
      description: 'What is done to a text first. As in Keras, letters beyond A to Z keep their case.',
    }),
  split: Tokenization.shape.split.default(split).meta({
    title: 'Split',
    description: 'Whitespace makes a token of every word, character of every letter and sign.',
  }),
  maxTokens: z.int().min(3).max(1_000_000).default(maxTokens).meta({
    title: 'Max tokens',
    description:
      'The vocabulary has no more: the padding (0), the unknown token (1), and those that come most often in the training texts.',
  }),
  outputSequenceLength: z.int().min(1).max(65_536).default(outputSequenceLength).meta({
    title: 'Sequence length',
    description: 'Longer texts are cut off there, shorter ones filled up with 0.',
    unit: 'tokens',
  }),
});

/** What a dataset of texts may set beside where they come from. */
export const textOptions = (defaults: Defaults) => ({ ...vectorizationOptions(defaults), ...splitOptions });
const TextOptions = z.object(textOptions({ split: 'whitespace', maxTokens: 3, outputSequenceLength: 1 }));
export type TextOptions = z.output<typeof TextOptions>;

/** For texts of any kind, such as a user's own. */
export const ownTextDefaults: Defaults = { split: 'whitespace', maxTokens: 10_000, outputSequenceLength: 100 };
