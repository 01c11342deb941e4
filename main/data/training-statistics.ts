import { elementCount } from '#shared/graph/shape';
import type { LoadedDataset } from './define';
import { ChannelStatistics } from './pipeline/channel-statistics';

/** Values that are gathered at a time, about 16 MB. */
const AT_A_TIME = 2 ** 22;

/**
 * What Keras's `adapt` measures: mean and variance of each channel, over all samples to train on as the network is fed with them.
 * @throws SamplesGone where files have gone meanwhile
 */
export async function trainingStatistics({ info, training }: Pick<LoadedDataset, 'info' | 'training'>) {
  const size = elementCount(info.sampleShape);
  const statistics = new ChannelStatistics(info.sampleShape.at(-1) ?? 1);
  const part = Math.max(1, Math.floor(AT_A_TIME / size));
  for (let start = 0; start < training.count; start += part) {
    const indices = Array.from({ length: Math.min(part, training.count - start) }, (_, i) => start + i);
    const values = new Float32Array(indices.length * size);
    await training.gather(indices, values);
    statistics.add(values);
  }
  const { mean, deviation } = statistics.result();
  return { mean: [...mean], variance: deviation.map(value => value ** 2) };
}
