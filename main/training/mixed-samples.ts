import { elementCount } from '#shared/graph/shape';
import type { Mixture } from '../data/augment/mixing';
import type { Draw, LoadedDataset } from '../data/define';
import type { TensorFlow } from '../model/tensorflow';
import { batchesOf, epochOrder } from './batches';
import { type Mixing, mixed, mixingPlan } from './mix-batch';

/** A training sample as a run sees it, and how much of it is of which class. */
export interface MixedSample {
  readonly values: Float32Array;
  readonly shares: readonly { readonly label: number; readonly share: number }[];
}

/**
 * A sample as the run of that seed sees it in that epoch, mixed with others of its batch. Only those are read.
 * @param index its number in the training split
 */
export async function mixedSample(
  tf: TensorFlow,
  { info, training }: LoadedDataset,
  index: number,
  mixing: Mixing,
  draw: Draw & { readonly batchSize: number },
): Promise<MixedSample> {
  const batches = batchesOf(epochOrder(training, draw.seed, draw.epoch), draw.batchSize);
  const batch = [...batches].find(indices => indices.includes(index)) ?? Uint32Array.of(index);
  const { places, plan } = onlyNeeded(mixingPlan(mixing, batch, draw), batch.indexOf(index));
  const indices = places.map(place => batch[place] ?? index);
  const values = new Float32Array(indices.length * elementCount(info.sampleShape));
  await training.gather(indices, values, draw);
  const classes = Math.max(1, info.classes.length);
  const [sample, shares] = tf.tidy(() => {
    const labels = tf.tensor1d(
      Int32Array.from(indices, i => training.labels[i] ?? 0),
      'int32',
    );
    const rows = tf.cast(tf.oneHot(labels, classes), 'float32');
    const pictures = tf.tensor(values, [indices.length, ...info.sampleShape]);
    return [pictures, rows].map(tensor =>
      Float32Array.from(mixed(tf, tensor, plan, mixing.picture).slice(0, 1).dataSync<'float32'>()),
    );
  });
  const found = Array.from(shares ?? [], (share, label) => ({ label, share })).filter(({ share }) => share > 0);
  return { values: sample ?? values, shares: found.sort((a, b) => b.share - a.share) };
}

/** The part of a plan that one place of a batch follows from: that place first, and then all that is mixed into it. */
function onlyNeeded(
  plan: readonly (readonly Mixture[])[],
  first: number,
): { readonly places: readonly number[]; readonly plan: readonly (readonly Mixture[])[] } {
  const needed = new Set([first]);
  for (const step of [...plan].reverse()) for (const place of [...needed]) needed.add(step[place]?.partner ?? place);
  const places = [...needed];
  return {
    places,
    plan: plan.map(step =>
      places.map((place, at) => {
        const { partner = place, ...mixture } = step[place] ?? { share: 1 };
        const found = places.indexOf(partner);
        // One that is needed for an earlier step alone may stay as it is in a later one.
        return found < 0 ? { partner: at, share: 1 } : { ...mixture, partner: found };
      }),
    ),
  };
}
