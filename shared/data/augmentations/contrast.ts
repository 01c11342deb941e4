import { defineAugmentation, share } from './define';

/** Keras's `RandomContrast`: each channel about its mean. */
export const contrast = defineAugmentation({
  type: 'contrast',
  title: 'Contrast',
  summary: 'Draws light and dark further apart, or closer together.',
  settings: { factor: share('Up to', 0.2, 'By how much: at 0.2 from 80 % to 120 % of the contrast.') },
});
