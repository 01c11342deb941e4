/** Names that tell what a column holds, the likeliest first. */
const LABEL_NAMES = ['label', 'class', 'target', 'category', 'species', 'sentiment', 'y'];

/** The column that is named like one of classes. @param taken columns that hold something else */
export function namedLabel(names: readonly string[], taken: readonly number[] = []): number | undefined {
  const free = [...names.keys()].filter(index => !taken.includes(index));
  return LABEL_NAMES.flatMap(wanted => free.find(index => names[index]?.toLowerCase() === wanted) ?? [])[0];
}

/** The column of the classes: the one that is named like it, or else the last. @param taken columns that hold something else */
export const guessLabel = (names: readonly string[], taken: readonly number[] = []): number =>
  namedLabel(names, taken) ?? [...names.keys()].findLast(index => !taken.includes(index)) ?? -1;
