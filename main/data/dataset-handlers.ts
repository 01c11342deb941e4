import type { EngineHandlers } from '#shared/protocol/requests';
import { toWire } from '#shared/protocol/tensor';
import { ok } from '#shared/result';
import type { Datasets } from './datasets';

const ignoreProgress = { signal: new AbortController().signal, report: () => undefined };

export const datasetHandlers = (datasets: Datasets): Pick<EngineHandlers, 'dataset.info' | 'dataset.samples'> => ({
  'dataset.info': data => datasets.info(data),
  async 'dataset.samples'({ data, split, start, count, classIndex }) {
    const loaded = await datasets.load(data, ignoreProgress);
    if (!loaded.ok) return loaded;
    const { info, [split]: part } = loaded.value;
    const all = Array.from({ length: part.count }, (_, index) => index);
    const fitting = classIndex === undefined ? all : all.filter(index => part.labels[index] === classIndex);
    const chosen = fitting.slice(start, start + count);
    const values = new Float32Array(info.sampleShape.reduce((product, size) => product * size, chosen.length));
    part.gather(chosen, values);
    return ok({
      samples: toWire([chosen.length, ...info.sampleShape], values),
      labels: chosen.map(index => part.labels[index] ?? 0),
      total: fitting.length,
    });
  },
});
