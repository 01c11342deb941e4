import type { DataSettings, DatasetInfo } from '#shared/data/dataset';
import { err, ok, type Result } from '#shared/result';
import type { LoadRuntime } from '../model/tensorflow';
import { loadTensorFlow } from '../runtime/load-tensorflow';
import { type DataError, type Dataset, type LoadContext, type LoadedDataset, SamplesGone } from './define';
import { digitBoxesDataset } from './digit-boxes';
import { digitMasksDataset } from './digit-masks';
import { idxDataset } from './idx-files';
import { imageCsvDataset } from './image-csv';
import { imageFolderDataset } from './image-folder';
import { languageWordsDataset } from './language-words';
import { mnistDataset } from './mnist';
import { npzDataset } from './npz';
import { prepareDataset, preparedInfo } from './pipeline/prepared';
import { type SampleThreads, sampleThreads } from './pipeline/threads';
import { pointsDataset } from './points';
import { reviewSentencesDataset } from './review-sentences';
import { SharedLoad } from './shared-load';
import { tableDataset } from './table';
import { textCsvDataset } from './text-csv';
import { textFolderDataset } from './text-folder';

/**
 * Every dataset, in the order the studio lists them. A new one is one file and one line here.
 * @param loadRuntime for those that decode with TensorFlow
 */
export const defaultDatasets = (loadRuntime: LoadRuntime = () => loadTensorFlow()): readonly Dataset[] => [
  mnistDataset(),
  digitBoxesDataset(),
  digitMasksDataset(),
  pointsDataset(),
  reviewSentencesDataset(),
  languageWordsDataset(),
  imageFolderDataset(loadRuntime),
  imageCsvDataset(loadRuntime),
  tableDataset(),
  textFolderDataset(),
  textCsvDataset(),
  idxDataset(),
  npzDataset(),
];

/** How many datasets stay in memory once loaded, and of each only the one with the latest options. */
const KEPT = 2;
/** For how long files are taken to be as they were, in milliseconds. */
const FRESH_MS = 2000;

interface Kept {
  readonly id: string;
  readonly loaded: LoadedDataset;
  readonly version: string;
  checkedAt: number;
}

/** The datasets of an engine; the latest ones loaded are kept. */
export class Datasets {
  readonly #known: ReadonlyMap<string, Dataset>;
  readonly #kept = new Map<string, Kept>();
  readonly #loading = new Map<string, SharedLoad>();

  readonly #threads: SampleThreads;

  constructor(datasets: readonly Dataset[], threads = sampleThreads) {
    this.#threads = threads;
    this.#known = new Map(datasets.map(dataset => [dataset.id, dataset]));
  }

  /** What is known of each dataset with its default options; one whose files cannot be read is left out. */
  async list(): Promise<DatasetInfo[]> {
    const infos = await Promise.all([...this.#known.values()].map(dataset => dataset.outline()));
    return infos.flatMap(info => (info.ok ? [info.value] : []));
  }

  /** What the network is fed with, the project's preprocessing done. */
  async info(data: DataSettings): Promise<Result<DatasetInfo, DataError>> {
    const known = this.#known.get(data.dataset);
    if (!known) return this.#unknown(data.dataset);
    const info = await known.info(data.options);
    return info.ok ? preparedInfo(info.value, data) : info;
  }

  /** The samples as the network is fed with them, the project's preprocessing done. */
  async load(data: DataSettings, context: LoadContext): Promise<Result<LoadedDataset, DataError>> {
    const raw = await this.#loadRaw(data, context);
    if (!raw.ok) return raw;
    try {
      return await prepareDataset(raw.value, data, context, this.#threads);
    } catch (error) {
      if (error instanceof SamplesGone) return err(error.error);
      throw error;
    }
  }

  async #loadRaw({ dataset, options }: DataSettings, context: LoadContext): Promise<Result<LoadedDataset, DataError>> {
    const known = this.#known.get(dataset);
    if (!known) return this.#unknown(dataset);
    const key = JSON.stringify([dataset, Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))]);
    const kept = await this.#stillGood(key, known, options);
    if (context.signal.aborted) return err({ code: 'cancelled' });
    if (kept) return ok(kept);
    const underWay = this.#loading.get(key);
    const loading =
      underWay && !underWay.isAbandoned ? underWay : new SharedLoad(shared => this.#load(key, known, options, shared));
    this.#loading.set(key, loading);
    try {
      return await loading.wait(context);
    } finally {
      if (loading.isAbandoned && this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }

  async #load(key: string, known: Dataset, options: unknown, context: LoadContext) {
    // Room for the new one first: two of one folder would be twice its memory.
    for (const [other, { id }] of this.#kept) if (id === known.id) this.#kept.delete(other);
    const version = await known.version(options);
    const loaded = await known.load(options, context);
    if (!loaded.ok) return loaded;
    this.#kept.set(key, { id: known.id, loaded: loaded.value, version, checkedAt: Date.now() });
    for (const old of [...this.#kept.keys()].slice(0, -KEPT)) this.#kept.delete(old);
    return loaded;
  }

  /** A kept dataset, where its files are what they were. */
  async #stillGood(key: string, known: Dataset, options: unknown): Promise<LoadedDataset | undefined> {
    const kept = this.#kept.get(key);
    if (!kept || Date.now() - kept.checkedAt < FRESH_MS) return kept?.loaded;
    kept.checkedAt = Date.now();
    if ((await known.version(options)) === kept.version) return kept.loaded;
    this.#kept.delete(key);
    return undefined;
  }

  #unknown(dataset: string): Result<never, DataError> {
    const cause = { code: 'data/unknown-dataset' as const, dataset, known: [...this.#known.keys()] };
    return err({ code: 'project/untrainable', problems: [{ severity: 'error', cause, fixes: [] }] });
  }
}
