import { alpha, defineAugmentation, probability } from './define';

/** Zhang, Cissé, Dauphin and Lopez-Paz, "mixup: Beyond Empirical Risk Minimization", 2018, arXiv:1710.09412. */
export const mixup = defineAugmentation({
  type: 'mixup',
  title: 'Mixup',
  summary:
    'Lays another sample of the batch over each one, and what that is to be learned as over its own, to the same share.',
  settings: { alpha: alpha(0.2), probability: probability(1) },
});
