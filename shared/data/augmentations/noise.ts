import { defineAugmentation, share } from './define';

/** Keras's `GaussianNoise`, its deviation drawn anew for each sample. */
export const noise = defineAugmentation({
  type: 'noise',
  title: 'Noise',
  summary: 'Adds normal noise to each value.',
  settings: { deviation: share('Up to', 0.05, 'The largest deviation of the noise, where white is 1.') },
});
