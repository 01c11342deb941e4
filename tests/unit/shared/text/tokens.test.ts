import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standardized, type Tokenization, tokensOf } from '#shared/data/text/tokens';
import { Vectorizer } from '#shared/data/text/vectorization';
import { TokenCounts, UNKNOWN_ID } from '#shared/data/text/vocabulary';

const words: Tokenization = { standardize: 'lower_and_strip_punctuation', split: 'whitespace' };
const letters: Tokenization = { standardize: 'lower', split: 'character' };

const vocabularyOf = (texts: readonly string[], most = 1000, tokenization = words) => {
  const counts = new TokenCounts();
  for (const text of texts) counts.add(tokensOf(text, tokenization));
  return counts.vocabulary(most);
};

describe('tokens', () => {
  test.each<[string, Tokenization, readonly string[]]>([
    ['Wow... Loved  this\tplace!', words, ['wow', 'loved', 'this', 'place']],
    ["Don't - ever. E-mail", words, ['dont', 'ever', 'email']],
    // What is no ASCII keeps its case, is no punctuation and no space.
    ['Ärger\u00a0über “Öl” – ja', words, ['Ärger\u00a0über', '“Öl”', '–', 'ja']],
    ['  ', words, []],
    ['Ab c', letters, ['a', 'b', ' ', 'c']],
    ['🙂é', letters, ['🙂', 'é']],
    ['A, b', { standardize: 'none', split: 'whitespace' }, ['A,', 'b']],
    ['A, b', { standardize: 'strip_punctuation', split: 'whitespace' }, ['A', 'b']],
  ])('%j', (text, tokenization, expected) => {
    expect(tokensOf(text, tokenization)).toEqual(expected);
  });

  test('standardizing twice changes nothing more; words are the pieces between spaces', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('lower', 'lower_and_strip_punctuation', 'none'),
        (text, standardize) => {
          const once = standardized(text, { standardize });
          expect(standardized(once, { standardize })).toBe(once);
          expect(tokensOf(text, { standardize, split: 'whitespace' }).join('')).toBe(
            once.replace(/[\t\n\v\f\r ]/g, ''),
          );
          expect(tokensOf(text, { standardize, split: 'character' }).join('')).toBe(once);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('vocabulary', () => {
  test('padding, unknown, then by how often a token comes; ties in the reverse order of their bytes', () => {
    expect(vocabularyOf(['a b c', 'b c', 'c z ä 🙂 \uffee'])).toEqual([
      '',
      '[UNK]',
      'c',
      'b',
      '🙂',
      '\uffee',
      'ä',
      'z',
      'a',
    ]);
  });

  test('no more tokens than asked for, the two special ones among them; none of these is learned', () => {
    expect(vocabularyOf(['a a b b b c'], 4)).toEqual(['', '[UNK]', 'b', 'a']);
    expect(vocabularyOf(['[UNK] a'], 9, { ...words, standardize: 'none' })).toEqual(['', '[UNK]', 'a']);
  });

  test('its order is that of the counts and of the UTF-8 bytes, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 }), { maxLength: 30 }), tokens => {
        const counts = new TokenCounts();
        counts.add(tokens);
        const often = (token: string) => tokens.filter(other => other === token).length;
        const learned = counts.vocabulary(1000).slice(2);
        expect(new Set(learned)).toEqual(new Set(tokens.filter(token => token !== '[UNK]')));
        for (const [i, token] of learned.entries()) {
          const next = learned[i + 1];
          if (next === undefined) break;
          const bytes = Buffer.compare(Buffer.from(token), Buffer.from(next));
          expect(often(token) > often(next) || (often(token) === often(next) && bytes > 0)).toBe(true);
        }
      }),
    );
  });
});

describe('vectorization', () => {
  const vectorizer = new Vectorizer({ ...words, vocabulary: ['', '[UNK]', 'good', 'bad'], outputSequenceLength: 4 });

  test('numbers by the vocabulary, cut off and filled up', () => {
    expect([...vectorizer.vectorize('Good, never bad')]).toEqual([2, 1, 3, 0]);
    expect([...vectorizer.vectorize('bad bad bad bad good')]).toEqual([3, 3, 3, 3]);
    expect([...vectorizer.vectorize('')]).toEqual([0, 0, 0, 0]);
    expect(vectorizer.tokens('Good! day')).toEqual([
      { token: 'good', id: 2 },
      { token: 'day', id: UNKNOWN_ID },
    ]);
  });

  test('every number is one of the vocabulary, and names its token', () => {
    fc.assert(
      fc.property(
        fc.array(fc.lorem(), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 3, max: 12 }),
        (texts, most) => {
          const vocabulary = [...vocabularyOf(texts, most)];
          expect(vocabulary.length).toBeLessThanOrEqual(most);
          const own = new Vectorizer({ ...words, vocabulary, outputSequenceLength: 6 });
          for (const text of texts) {
            const ids = [...own.vectorize(text)];
            const tokens = tokensOf(text, words).slice(0, 6);
            const shown = tokens.map(token => (vocabulary.includes(token) ? token : '[UNK]'));
            expect(ids.map(id => vocabulary[id])).toEqual([...shown, ...Array(6 - shown.length).fill('')]);
          }
        },
      ),
    );
  });
});
