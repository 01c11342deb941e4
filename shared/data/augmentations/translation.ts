import { defineAugmentation, fill, share } from './define';

/** Keras's `RandomTranslation`. */
export const translation = defineAugmentation({
  type: 'translation',
  title: 'Shift',
  summary: 'Moves pictures up, down and sideways.',
  movesPlaces: true,
  settings: {
    height: share('Up and down', 0.1, 'The longest way, as a share of the height.'),
    width: share('Sideways', 0.1, 'The longest way, as a share of the width.'),
    fill,
  },
});
