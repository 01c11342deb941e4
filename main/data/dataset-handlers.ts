import type { DataSettings } from '#shared/data/dataset';
import { elementCount } from '#shared/graph/shape';
import type { EngineEvent } from '#shared/protocol/events';
import type { EngineHandlers } from '#shared/protocol/requests';
import { toWire } from '#shared/protocol/tensor';
import { err, ok } from '#shared/result';
import type { LoadRuntime } from '../model/tensorflow';
import { mixingOf } from '../training/batch-parts';
import { type MixedSample, mixedSample } from '../training/mixed-samples';
import type { Datasets } from './datasets';
import { type Draw, type LoadedDataset, SamplesGone } from './define';
import { recognize } from './recognize';
import { reportOf } from './report';
import { trainingStatistics } from './training-statistics';

/** A longer text is shown by its beginning, in characters. */
const MOST_SHOWN = 20_000;

type DatasetRequest =
  | 'dataset.info'
  | 'dataset.recognize'
  | 'dataset.report'
  | 'dataset.statistics'
  | 'dataset.samples';

export function datasetHandlers(
  datasets: Datasets,
  emit: (event: EngineEvent) => void,
  loadRuntime: LoadRuntime,
): Pick<EngineHandlers, DatasetRequest> {
  /** What is being read to be looked at. */
  let reading: { readonly key: string; readonly abort: AbortController } | null = null;

  /** Whoever looks at another dataset no longer waits for the last one. */
  function load(data: DataSettings) {
    // Of one dataset, samples that are prepared in several ways are looked at side by side.
    const key = JSON.stringify([data.dataset, data.options]);
    if (reading?.key !== key) {
      reading?.abort.abort();
      reading = { key, abort: new AbortController() };
    }
    const report = (message: string) => emit({ name: 'dataset.progress', payload: { dataset: data.dataset, message } });
    return datasets.load(data, { signal: reading.abort.signal, report });
  }
  return {
    'dataset.info': data => datasets.info(data),
    'dataset.recognize': ({ path }) => recognize(path),
    async 'dataset.report'(data) {
      const loaded = await load(data);
      return loaded.ok ? ok(reportOf(loaded.value)) : loaded;
    },
    async 'dataset.statistics'(data) {
      const loaded = await load(data);
      if (!loaded.ok) return loaded;
      try {
        return ok(await trainingStatistics(loaded.value));
      } catch (error) {
        if (error instanceof SamplesGone) return err(error.error);
        throw error;
      }
    },
    async 'dataset.samples'({ data, split, start, count, classIndex, augmented: draw, shown }) {
      const loaded = await load(shown ? asShown(data) : data);
      if (!loaded.ok) return loaded;
      const { info, [split]: part } = loaded.value;
      const all = Array.from({ length: part.count }, (_, index) => index);
      const fitting = classIndex === undefined ? all : all.filter(index => part.labels[index] === classIndex);
      const chosen = fitting.slice(start, start + count);
      try {
        const { values, mixed } = await gathered(loaded.value, data, split, chosen, draw, loadRuntime);
        return ok({
          samples: toWire([chosen.length, ...info.sampleShape], values),
          labels: chosen.map(index => part.labels[index] ?? 0),
          ...(part.textOf ? { texts: chosen.map(index => part.textOf?.(index).slice(0, MOST_SHOWN) ?? '') } : {}),
          total: fitting.length,
          ...(mixed ? { mixed: mixed.map(({ shares }) => [...shares]) } : {}),
        });
      } catch (error) {
        if (error instanceof SamplesGone) return err(error.error);
        throw error;
      }
    },
  };
}

interface DrawInBatches extends Draw {
  readonly batchSize?: number | undefined;
}

/** The values of samples; mixed with others where the project does that and it is known in which batches. */
async function gathered(
  loaded: LoadedDataset,
  { augmentations = [] }: DataSettings,
  split: 'training' | 'validation',
  chosen: readonly number[],
  draw: DrawInBatches | undefined,
  loadRuntime: LoadRuntime,
): Promise<{ readonly values: Float32Array; readonly mixed?: readonly MixedSample[] }> {
  const { sampleShape } = loaded.info;
  const size = elementCount(sampleShape);
  const values = new Float32Array(chosen.length * size);
  const { mixing } = mixingOf(augmentations, sampleShape);
  const batchSize = split === 'training' ? draw?.batchSize : undefined;
  const runtime = mixing && batchSize !== undefined ? await loadRuntime() : null;
  if (!draw || !mixing || batchSize === undefined || !runtime?.ok) {
    await loaded[split].gather(chosen, values, draw);
    return { values };
  }
  const mixed: MixedSample[] = [];
  for (const [at, index] of chosen.entries()) {
    const sample = await mixedSample(runtime.value.tf, loaded, index, mixing, { ...draw, batchSize });
    values.set(sample.values, at * size);
    mixed.push(sample);
  }
  return { values, mixed };
}

/** Without what only a network needs: a picture's values are then from 0 to 1. */
const asShown = ({ preprocessing, ...data }: DataSettings): DataSettings =>
  preprocessing
    ? { ...data, preprocessing: { ...preprocessing, scaling: 'unit', normalization: { type: 'none' } } }
    : data;
