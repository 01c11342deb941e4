import { z } from 'zod';

const INTERPOLATIONS = ['nearest', 'bilinear'] as const;
type Interpolation = (typeof INTERPOLATIONS)[number];

export const interpolationParam = (initial: Interpolation) =>
  z.enum(INTERPOLATIONS).default(initial).meta({
    title: 'Interpolation',
    description: '"nearest" repeats pixels; "bilinear" blends the four around each place.',
  });

export const whyNotTfjsBilinear = (interpolation: Interpolation): string | undefined =>
  interpolation === 'bilinear'
    ? 'TensorFlow.js blends other pixels than Keras 3 does: use the interpolation "nearest"'
    : undefined;
