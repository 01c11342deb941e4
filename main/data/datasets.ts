import type { DataSettings, DatasetInfo } from '#shared/data/dataset';
import { err, ok, type Result } from '#shared/result';
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
  readonly #loading = new Map<string, Promise<Result<LoadedDataset, DataError>>>();

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
    // Whoever asks while another one loads the same waits for that; if that was cancelled, it loads itself.
    for (let loading = this.#loading.get(key); loading; loading = this.#loading.get(key)) await loading;
    if (context.signal.aborted) return err({ code: 'cancelled' });
    const kept = this.#loaded.get(key);
    const loading = kept ? Promise.resolve(ok(kept)) : known.load(options, context);
    this.#loading.set(key, loading);
    try {
      const loaded = await loading;
      if (loaded.ok) this.#keep(key, loaded.value);
      return loaded;
    } finally {
      this.#loading.delete(key);
    }
  }

  #keep(key: string, dataset: LoadedDataset): void {
    this.#loaded.delete(key);
    this.#loaded.set(key, dataset);
    for (const old of [...this.#loaded.keys()].slice(0, -KEPT)) this.#loaded.delete(old);
  }

  #unknown(dataset: string): Result<never, DataError> {
    const cause = { code: 'data/unknown-dataset' as const, dataset, known: [...this.#known.keys()] };
    return err({ code: 'project/untrainable', problems: [{ severity: 'error', cause, fixes: [] }] });
  }
}
