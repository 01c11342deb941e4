import type { DataSettings, DatasetInfo } from '#shared/data/dataset';
import { err, type Result } from '#shared/result';
import type { DataError, Dataset, LoadContext, LoadedDataset } from './define';
import { mnistDataset } from './mnist';
import { pointsDataset } from './points';

/** Every dataset, in the order the studio lists them. A new one is one file and one line here. */
export const defaultDatasets = (): readonly Dataset[] => [mnistDataset(), pointsDataset()];

/** How many datasets stay in memory once loaded. */
const KEPT = 2;

/** The datasets of an engine; the latest ones loaded are kept. */
export class Datasets {
  readonly #known: ReadonlyMap<string, Dataset>;
  readonly #loaded = new Map<string, LoadedDataset>();

  constructor(datasets: readonly Dataset[]) {
    this.#known = new Map(datasets.map(dataset => [dataset.id, dataset]));
  }

  /** What is known of each dataset with its default options; one whose files cannot be read is left out. */
  async list(): Promise<DatasetInfo[]> {
    const infos = await Promise.all([...this.#known.values()].map(dataset => dataset.info({})));
    return infos.flatMap(info => (info.ok ? [info.value] : []));
  }

  async info({ dataset, options }: DataSettings): Promise<Result<DatasetInfo, DataError>> {
    const known = this.#known.get(dataset);
    return known ? known.info(options) : this.#unknown(dataset);
  }

  async load({ dataset, options }: DataSettings, context: LoadContext): Promise<Result<LoadedDataset, DataError>> {
    const known = this.#known.get(dataset);
    if (!known) return this.#unknown(dataset);
    const key = JSON.stringify([dataset, Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))]);
    const kept = this.#loaded.get(key);
    const loaded = kept ? { ok: true as const, value: kept } : await known.load(options, context);
    if (loaded.ok) {
      this.#loaded.delete(key);
      this.#loaded.set(key, loaded.value);
      for (const old of [...this.#loaded.keys()].slice(0, -KEPT)) this.#loaded.delete(old);
    }
    return loaded;
  }

  #unknown(dataset: string): Result<never, DataError> {
    const cause = { code: 'data/unknown-dataset' as const, dataset, known: [...this.#known.keys()] };
    return err({ code: 'project/untrainable', problems: [{ severity: 'error', cause, fixes: [] }] });
  }
}
