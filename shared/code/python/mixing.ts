import { type Augmentation, isMixing, type MixingAugmentation } from '../../data/augmentations/augmentations';
import type { Project } from '../../project/project';
import type { LossName } from '../../training/losses';
import type { Printer } from '../printer';
import { float } from './values';

export const mixingOf = (augmentations: readonly Augmentation[] = []): readonly MixingAugmentation[] =>
  augmentations.filter(isMixing);

/** Keras takes the classes of mixed samples as rows of shares: the same loss by another name. */
export function forMixing(project: Project): Project {
  if (mixingOf(project.data.augmentations).length === 0) return project;
  const { training } = project;
  const ofRows = (loss: LossName): LossName =>
    loss === 'sparse_categorical_crossentropy' ? 'categorical_crossentropy' : loss;
  const outputs = training.outputs?.map(output => (output.loss ? { ...output, loss: ofRows(output.loss) } : output));
  return { ...project, training: { ...training, loss: ofRows(training.loss), ...(outputs ? { outputs } : {}) } };
}

const isCut = ({ type }: MixingAugmentation): boolean => type === 'cutmix';

/** Writes `mix_once()` and `mix()`, which mixes the samples of a batch and what they are to be learned as. */
export function writeMixing(printer: Printer, steps: readonly MixingAugmentation[]): void {
  if (steps.length === 0) return;
  const cuts = steps.some(isCut);
  printer.blank(2);
  printer.lines(`def mix_once(x, y, alpha, probability${cuts ? ', cut=False' : ''}):`);
  printer.inside(() => {
    printer.lines(
      '"""Mixes each sample of a batch with another one, and what they are to be learned as."""',
      'count = tf.shape(tf.nest.flatten(x)[0])[0]',
      'other = tf.random.shuffle(tf.range(count))',
      'gammas = tf.maximum(tf.random.gamma([2, count], alpha), 1e-30)',
      'share = gammas[0] / (gammas[0] + gammas[1])',
      'share = tf.where(tf.random.uniform([count]) < probability, share, 1.0)',
    );
    if (cuts) {
      printer.lines('own = share', 'if cut:');
      printer.inside(() => {
        printer.comment('The other one takes a rectangle of its share, its middle anywhere in the picture.');
        printer.lines(
          'height, width = x.shape[1:3]',
          'half = tf.sqrt(1 - share)[:, None] / 2',
          'row, column = tf.random.uniform([count, 1]), tf.random.uniform([count, 1])',
          'rows = tf.abs((tf.range(height, dtype="float32")[None] + 0.5) / height - row) < half',
          'columns = tf.abs((tf.range(width, dtype="float32")[None] + 0.5) / width - column) < half',
          'own = 1 - tf.cast(rows[:, :, None] & columns[:, None], "float32")[..., None]',
          'share = tf.reduce_mean(own, axis=[1, 2, 3])',
        );
      });
    }
    printer.lines('def mixed(values, own):');
    printer.inside(() =>
      printer.lines(
        'values = tf.cast(values, "float32")',
        'own = tf.reshape(own, tf.concat([tf.shape(own), tf.ones([tf.rank(values) - tf.rank(own)], "int32")], 0))',
        'return own * values + (1 - own) * tf.gather(values, other)',
      ),
    );
    printer.lines(
      cuts
        ? 'return mixed(x, own), tf.nest.map_structure(lambda value: mixed(value, share), y)'
        : 'return mixed(x, share), tf.nest.map_structure(lambda value: mixed(value, share), y)',
    );
  });
  printer.blank(2);
  printer.lines('def mix(x, y):');
  printer.inside(() => {
    for (const step of steps) {
      const cut = isCut(step) ? ', cut=True' : '';
      printer.lines(`x, y = mix_once(x, y, ${float(step.alpha)}, ${float(step.probability)}${cut})`);
    }
    printer.lines('return x, y');
  });
}
