import { elementCount } from '#shared/graph/shape';
import type { Draw, Split } from '../data/define';
import type { TensorFlow } from '../model/tensorflow';
import { createRandom, shuffledIndices } from '../random/random';
import type { Batch } from './train-step';

/** The order of an epoch's samples: it follows from the run's seed and the epoch's number (from 0) alone. */
export const epochOrder = (split: Split, seed: number, epoch: number): Uint32Array =>
  shuffledIndices(split.count, createRandom(seed, 'shuffle', epoch));

/**
 * Gathers samples on the host and hands them to TensorFlow. The caller disposes both tensors.
 * @param draw augments them, see `Split.gather`
 * @throws SamplesGone where they can no longer be read
 */
export async function makeBatch(
  tf: TensorFlow,
  split: Split,
  indices: Uint32Array,
  sampleShape: readonly number[],
  draw?: Draw,
): Promise<Batch> {
  const sampleSize = elementCount(sampleShape);
  // A new buffer each time: tfjs copies it only when the tensor is first used.
  const values = new Float32Array(indices.length * sampleSize);
  await split.gather(indices, values, draw);
  const labels = Int32Array.from(indices, index => split.labels[index] ?? 0);
  return { samples: tf.tensor(values, [indices.length, ...sampleShape]), labels: tf.tensor1d(labels, 'int32') };
}

export const disposeBatch = ({ samples, labels }: Batch): void => {
  samples.dispose();
  labels.dispose();
};
