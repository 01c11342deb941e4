const isWordStart = (text: string, index: number): boolean =>
  index === 0 || !/[A-Za-z0-9]/.test(text[index - 1] ?? '') || /[A-Z]/.test(text[index] ?? '');

/**
 * How well a query's letters are found in a text in their order: `null` where one is missing, else higher is better. Letters that
 * follow one another and letters that start a word count more, so that "mp" finds MaxPooling2D before SimpleRNN.
 */
export function fuzzyScore(query: string, text: string): number | null {
  const letters = query.toLowerCase().replace(/\s+/g, '');
  const lower = text.toLowerCase();
  if (letters === '') return 0;
  let whole = lower.indexOf(letters);
  while (whole >= 0 && !isWordStart(text, whole)) whole = lower.indexOf(letters, whole + 1);
  if (whole >= 0) return 1000 - whole * 4 - text.length * 0.1;
  const score = scoreLetters(letters, text, true) ?? scoreLetters(letters, text, false);
  return score === null ? null : score - text.length * 0.1;
}

/** @param preferStarts skips letters for those that start a word, which may leave too few for the rest */
function scoreLetters(letters: string, text: string, preferStarts: boolean): number | null {
  const lower = text.toLowerCase();
  let score = 0;
  let last = -1;
  for (const letter of letters) {
    let index = lower.indexOf(letter, last + 1);
    if (index < 0) return null;
    for (let later = index; preferStarts && later >= 0; later = lower.indexOf(letter, later + 1)) {
      if (isWordStart(text, later)) {
        index = later;
        break;
      }
    }
    score += (isWordStart(text, index) ? 12 : 1) + (index === last + 1 ? 6 : 0);
    last = index;
  }
  return score;
}

/** The items that match, best first; all of them, in their order, for an empty query. `texts`: the first counts most. */
export function fuzzyFilter<T>(
  items: readonly T[],
  query: string,
  texts: (item: T) => readonly string[],
): readonly T[] {
  if (query.trim() === '') return items;
  const scored = items.flatMap(item => {
    const scores = texts(item).flatMap((text, index) => {
      const score = fuzzyScore(query, text);
      return score === null ? [] : [score - index * 400];
    });
    return scores.length > 0 ? [{ item, score: Math.max(...scores) }] : [];
  });
  return scored.sort((a, b) => b.score - a.score).map(({ item }) => item);
}
