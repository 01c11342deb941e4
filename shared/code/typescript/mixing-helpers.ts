import type { Helper } from './helpers';

/** What generated programs mix the samples of a batch with. */
export const MIXING_HELPERS: readonly Helper[] = [
  [
    'mix',
    `
/**
 * Mixes each sample of a batch with another one, and what they are to be learned
 * as: lays them over each other, or puts a rectangle of the other into a picture.
 */
function mix(
  { xs, ys }: Batch,
  alpha: number,
  probability: number,
  isCut = false,
): Batch {
  const [first] = Array.isArray(xs) ? xs : [xs];
  const [count = 1, height = 1, width = 1] = first!.shape;
  const others = Array.from(
    { length: count },
    (_, i) => (i + 1 + Math.floor(Math.random() * (count - 1))) % count,
  );
  const gammas = tf.randomGamma([2, count], alpha).maximum(1e-30);
  const drawn = gammas.gather(0).div(gammas.sum(0));
  const happens = tf.randomUniform([count]).less(probability);
  let share = tf.where(happens, drawn, 1);
  let own = share;
  if (isCut) {
    // The other one takes its share, its middle anywhere in the picture.
    const half = tf.sub(1, share).sqrt().div(2).expandDims(1);
    const reached = (size: number) =>
      tf
        .range(0, size)
        .add(0.5)
        .div(size)
        .sub(tf.randomUniform([count, 1]))
        .abs()
        .less(half);
    const cut = tf.logicalAnd(
      reached(height).expandDims(2),
      reached(width).expandDims(1),
    );
    own = tf.sub(1, cut.toFloat()).expandDims(3);
    share = own.mean([1, 2, 3]);
  }
  const mixed = (values: tf.Tensor): tf.Tensor => {
    const isPicture =
      values.rank === 4 &&
      values.shape[1] === height &&
      values.shape[2] === width;
    const kept = isPicture ? own : share;
    const axes = Array<number>(values.rank - kept.rank).fill(1);
    const part = kept.reshape([...kept.shape, ...axes]);
    return part.mul(values).add(tf.sub(1, part).mul(values.gather(others)));
  };
  const all = (values: tf.Tensor | tf.Tensor[]) =>
    Array.isArray(values) ? values.map(mixed) : mixed(values);
  return { xs: all(xs), ys: all(ys) };
}`,
  ],
  [
    'Batch',
    `
/** Samples, and what is to be learned of them. */
type Batch = { xs: tf.Tensor | tf.Tensor[]; ys: tf.Tensor | tf.Tensor[] };`,
  ],
];
