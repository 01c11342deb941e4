import { defineAugmentation, share } from './define';

/** Keras's `RandomBrightness`. */
export const brightness = defineAugmentation({
  type: 'brightness',
  title: 'Brightness',
  summary: 'Makes pictures lighter or darker.',
  settings: { factor: share('Up to', 0.2, 'The most that is added or taken away, where white is 1.') },
});
