import { defineAugmentation, fill, share } from './define';

/** Keras's `RandomZoom`, the proportions kept. */
export const zoom = defineAugmentation({
  type: 'zoom',
  title: 'Zoom',
  summary: 'Makes what is seen larger or smaller.',
  movesPlaces: true,
  settings: {
    factor: share('Up to', 0.2, 'By how much larger or smaller: at 0.2 from 80 % to 120 % of the size.', 0.9),
    fill,
  },
});
