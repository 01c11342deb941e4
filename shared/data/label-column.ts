/** Names that tell what a column holds, the likeliest first. */
const LABEL_NAMES = ['label', 'class', 'target', 'category', 'species', 'y'];

/** The column of the classes: the one that is named like it, or else the last. @param taken columns that hold something else */
export function guessLabel(names: readonly string[], taken: readonly number[] = []): number {
  const free = names.map((_, index) => index).filter(index => !taken.includes(index));
  for (const wanted of LABEL_NAMES) {
    const found = free.find(index => names[index]?.toLowerCase() === wanted);
    if (found !== undefined) return found;
  }
  return free.at(-1) ?? -1;
}
