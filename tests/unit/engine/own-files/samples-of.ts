import type { Dataset, LoadContext, LoadedDataset, Split } from '#main/data/define';

const quietly: LoadContext = { signal: new AbortController().signal, report: () => undefined };

export async function load(dataset: Dataset, options: object): Promise<LoadedDataset> {
  const loaded = await dataset.load(options, quietly);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return loaded.value;
}

/** What keeps a dataset from being used: the option, and the words. */
export async function refusal(dataset: Dataset, options: object): Promise<string> {
  const info = await dataset.info(options);
  if (info.ok) return '';
  if (info.error.code !== 'project/untrainable') return JSON.stringify(info.error);
  return info.error.problems
    .map(({ cause }) => (cause.code === 'data/options' ? `${cause.option}: ${cause.message}` : cause.code))
    .join('\n');
}

/** The samples of a part, each as an array of its values. */
export async function rowsOf({ info }: LoadedDataset, split: Split): Promise<number[][]> {
  const size = info.sampleShape.reduce((all, side) => all * side, 1);
  const values = new Float32Array(split.count * size);
  await split.gather(
    Array.from({ length: split.count }, (_, i) => i),
    values,
  );
  return Array.from({ length: split.count }, (_, i) => [...values.subarray(i * size, (i + 1) * size)]);
}
