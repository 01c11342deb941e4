import type { DataSettings } from '#shared/data/dataset';
import { elementCount } from '#shared/graph/shape';
import type { EngineEvent } from '#shared/protocol/events';
import type { EngineHandlers } from '#shared/protocol/requests';
import { toWire } from '#shared/protocol/tensor';
import { err, ok } from '#shared/result';
import type { Datasets } from './datasets';
import { SamplesGone } from './define';
import { recognize } from './recognize';
import { reportOf } from './report';

type DatasetRequest = 'dataset.info' | 'dataset.recognize' | 'dataset.report' | 'dataset.samples';

export function datasetHandlers(
  datasets: Datasets,
  emit: (event: EngineEvent) => void,
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
    async 'dataset.samples'({ data, split, start, count, classIndex, augmented: draw, shown }) {
      const loaded = await load(shown ? asShown(data) : data);
      if (!loaded.ok) return loaded;
      const { info, [split]: part } = loaded.value;
      const all = Array.from({ length: part.count }, (_, index) => index);
      const fitting = classIndex === undefined ? all : all.filter(index => part.labels[index] === classIndex);
      const chosen = fitting.slice(start, start + count);
      const values = new Float32Array(chosen.length * elementCount(info.sampleShape));
      try {
        await part.gather(chosen, values, draw);
      } catch (error) {
        if (error instanceof SamplesGone) return err(error.error);
        throw error;
      }
      return ok({
        samples: toWire([chosen.length, ...info.sampleShape], values),
        labels: chosen.map(index => part.labels[index] ?? 0),
        total: fitting.length,
      });
    },
  };
}

/** Without what only a network needs: a picture's values are then from 0 to 1. */
const asShown = ({ preprocessing, ...data }: DataSettings): DataSettings =>
  preprocessing
    ? { ...data, preprocessing: { ...preprocessing, scaling: 'unit', normalization: { type: 'none' } } }
    : data;
