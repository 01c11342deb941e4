import { defineAugmentation, probability, share } from './define';

/** DeVries and Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout", 2017, arXiv:1708.04552. */
export const cutout = defineAugmentation({
  type: 'cutout',
  title: 'Cutout',
  summary: 'Covers a rectangle at some place with black.',
  settings: {
    size: share('Size', 0.3, 'As a share of height and width.'),
    probability: probability(),
  },
});
