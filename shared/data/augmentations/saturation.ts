import { defineAugmentation, share } from './define';

/** `tf.image.adjust_saturation` by a random factor; grey pictures stay as they are. */
export const saturation = defineAugmentation({
  type: 'saturation',
  title: 'Saturation',
  summary: 'Makes colours paler or stronger.',
  settings: { factor: share('Up to', 0.3, 'By how much: at 0.3 from 70 % to 130 % of the saturation.') },
});
