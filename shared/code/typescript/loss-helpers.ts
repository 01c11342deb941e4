import type { Helper } from './helpers';

/** Losses and metrics that tfjs lacks, or has only by a name, one number for each sample. */
export const LOSS_HELPERS: readonly Helper[] = [
  [
    'oneHot',
    `
/** Class numbers as rows of 0 and 1. */
function oneHot(labels: tf.Tensor, classes: number): tf.Tensor {
  const numbers = labels.shape.at(-1) === 1 ? labels.squeeze([-1]) : labels;
  return tf.oneHot(numbers.toInt(), classes).toFloat();
}`,
  ],
  [
    'huber',
    `
/** Half the squared distance; beyond 1 the distance less a half. */
function huber(label: tf.Tensor, output: tf.Tensor): tf.Tensor {
  const distance = output.sub(label).abs();
  const near = tf.minimum(distance, 1);
  return near.mul(distance.sub(near.div(2))).mean(-1);
}`,
  ],
  [
    'hinge',
    `
/** How far outputs are from the right side of a margin; labels are -1 and 1. */
function hinge(label: tf.Tensor, output: tf.Tensor): tf.Tensor {
  return tf.relu(tf.sub(1, label.mul(output))).mean(-1);
}`,
  ],
  [
    'categoricalHinge',
    `
/** How far the output of the class is from being 1 above every other's. */
function categoricalHinge(label: tf.Tensor, output: tf.Tensor): tf.Tensor {
  const own = label.mul(output).sum(-1);
  const other = tf.sub(1, label).mul(output).max(-1);
  return tf.relu(other.sub(own).add(1));
}`,
  ],
  [
    'klDivergence',
    `
/** The Kullback-Leibler divergence of the outputs from the labels. */
function klDivergence(label: tf.Tensor, output: tf.Tensor): tf.Tensor {
  const known = label.clipByValue(1e-7, 1);
  return known.mul(known.div(output.clipByValue(1e-7, 1)).log()).sum(-1);
}`,
  ],
  [
    'weighted',
    `
/** A loss that counts so many times in the sum, as one number for each sample. */
function weighted(loss: Loss, weight: number): Loss {
  return (label, output) => {
    const losses = loss(label, output);
    return losses.reshape([losses.shape[0]!, -1]).mean(1).mul(weight);
  };
}`,
  ],
  [
    'Loss',
    `
type Loss = (label: tf.Tensor, output: tf.Tensor) => tf.Tensor;`,
  ],
  [
    'accuracy',
    `
/** How often the output has the sign of its label. */
function accuracy(label: tf.Tensor, output: tf.Tensor): tf.Tensor {
  return tf.equal(label.greater(0), output.greater(0)).toFloat();
}`,
  ],
  [
    'precision',
    `
/** How many of the samples that are called positive are. */
function precision(label: tf.Tensor, output: tf.Tensor): tf.Tensor {
  return tf.metrics.precision(label, output.greater(0.5).toFloat());
}`,
  ],
  [
    'recall',
    `
/** How many of the positive samples are called so. */
function recall(label: tf.Tensor, output: tf.Tensor): tf.Tensor {
  return tf.metrics.recall(label, output.greater(0.5).toFloat());
}`,
  ],
];
