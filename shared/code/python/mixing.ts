import type { MixingAugmentation } from '../../data/augmentations/augmentations';
import { isCut } from '../mixing';
import type { Printer } from '../printer';
import { float } from './values';

/** Writes `mix_once()` and `mix()`, which mixes the samples of a batch and what they are to be learned as. */
export function writeMixing(printer: Printer, steps: readonly MixingAugmentation[]): void {
  if (steps.length === 0) return;
  const cuts = steps.some(isCut);
  printer.blank(2);
  printer.lines(`def mix_once(x, y, alpha, probability${cuts ? ', cut=False' : ''}):`);
  printer.inside(() => {
    printer.lines(
      '"""Mixes each sample of a batch with another one, and what they are to be learned as."""',
      'picture = tf.nest.flatten(x)[0]',
      'count = tf.shape(picture)[0]',
      'other = tf.random.shuffle(tf.range(count))',
      'gammas = tf.maximum(tf.random.gamma([2, count], alpha), 1e-30)',
      'share = gammas[0] / (gammas[0] + gammas[1])',
      'share = tf.where(tf.random.uniform([count]) < probability, share, 1.0)',
    );
    printer.lines('own = share');
    if (cuts) {
      printer.lines('if cut:');
      printer.inside(() => {
        printer.comment('The other one takes a rectangle of its share, its middle anywhere in the picture.');
        printer.lines(
          'height, width = picture.shape[1:3]',
          'half = tf.sqrt(1 - share)[:, None] / 2',
          'row, column = tf.random.uniform([count, 1]), tf.random.uniform([count, 1])',
          'rows = tf.abs((tf.range(height, dtype="float32")[None] + 0.5) / height - row) < half',
          'columns = tf.abs((tf.range(width, dtype="float32")[None] + 0.5) / width - column) < half',
          'own = 1 - tf.cast(rows[:, :, None] & columns[:, None], "float32")[..., None]',
          'share = tf.reduce_mean(own, axis=[1, 2, 3])',
        );
      });
    }
    printer.lines('def mixed(values):');
    printer.inside(() =>
      printer.lines(
        'values = tf.cast(values, "float32")',
        'kept = own if len(values.shape) == 4 and values.shape[1:3] == picture.shape[1:3] else share',
        'kept = tf.reshape(kept, tf.concat([tf.shape(kept), tf.ones([tf.rank(values) - tf.rank(kept)], "int32")], 0))',
        'return kept * values + (1 - kept) * tf.gather(values, other)',
      ),
    );
    printer.lines('return tf.nest.map_structure(mixed, x), tf.nest.map_structure(mixed, y)');
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
