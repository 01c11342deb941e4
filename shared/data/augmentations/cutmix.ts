import { alpha, defineAugmentation, probability } from './define';

/** Yun et al., "CutMix: Regularization Strategy to Train Strong Classifiers with Localizable Features", 2019, arXiv:1905.04899. */
export const cutmix = defineAugmentation({
  type: 'cutmix',
  title: 'CutMix',
  summary:
    'Puts a rectangle of another picture of the batch into each one, and mixes what they are to be learned as by its area.',
  settings: { alpha: alpha(1), probability: probability(1) },
});
