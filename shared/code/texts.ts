import type { Tokenization } from '../data/text/tokens';
import { type CodeData, numberOption, textOption } from './target';

/** How texts become the numbers that a program trains on, as Keras's TextVectorization names it. */
export interface CodeTexts extends Tokenization {
  readonly maxTokens: number;
  readonly outputSequenceLength: number;
}

const OWN = { split: 'whitespace', maxTokens: 10_000 } as const;
/** What a dataset sets where the project does not. */
const USUAL: Readonly<Record<string, { readonly split: Tokenization['split']; readonly maxTokens: number }>> = {
  'review-sentences': { split: 'whitespace', maxTokens: 5000 },
  'language-words': { split: 'character', maxTokens: 200 },
};

const SPLITS: readonly Tokenization['split'][] = ['whitespace', 'character'];
const STANDARDIZE: readonly Tokenization['standardize'][] = [
  'lower_and_strip_punctuation',
  'lower',
  'strip_punctuation',
  'none',
];

/** What the engine says, or else the project, or else the dataset's own defaults. */
export function codeTexts(data: CodeData): CodeTexts {
  const usual = USUAL[data.settings.dataset] ?? OWN;
  const split = data.info?.text?.split ?? SPLITS.find(each => each === textOption(data, 'split')) ?? usual.split;
  const asked = STANDARDIZE.find(each => each === textOption(data, 'standardize'));
  return {
    split,
    standardize:
      data.info?.text?.standardize ?? asked ?? (split === 'character' ? 'lower' : 'lower_and_strip_punctuation'),
    maxTokens: numberOption(data, 'maxTokens', usual.maxTokens),
    outputSequenceLength: data.sampleShape[0] ?? 1,
  };
}

const LANGUAGES = 'english, finnish, french, german, italian, polish, spanish, turkish';

/** The languages of `language-words`, in the order of their class numbers. */
export const codeLanguages = (data: CodeData): readonly string[] =>
  data.info?.classes ??
  textOption(data, 'languages', LANGUAGES)
    .toLowerCase()
    .split(/[\s,]+/)
    .sort();
