import { z } from 'zod';
import { Activation } from './activations';

export const activationParam = Activation.default('linear').meta({
  title: 'Activation',
  description: 'The function applied to each output value; "linear" changes nothing.',
});

export const useBiasParam = z.boolean().default(true).meta({
  title: 'Use bias',
  description: 'Adds one learned number to each output channel.',
});

export const paddingParam = z.enum(['valid', 'same']).default('valid').meta({
  title: 'Padding',
  description: '"valid" uses only whole windows; "same" pads with zeros so that stride 1 keeps height and width.',
});

/** Of series: an order in time, in which the past must not depend on the future. */
export const seriesPaddingParam = z.enum(['valid', 'same', 'causal']).default('valid').meta({
  title: 'Padding',
  description:
    '"valid" uses only whole windows; "same" pads with zeros at both ends, "causal" before the start alone, so that no step sees a later one.',
});

/** A number of steps along a series. */
export const lengthParam = (title: string, description: string, steps: number) =>
  z.int().min(1).max(65_536).default(steps).meta({ title, description, unit: 'steps' });

/** A height and a width, in pixels. */
export const sizeParam = (title: string, description: string, [height, width]: readonly [number, number]) =>
  z
    .tuple([z.int().min(1).max(1024), z.int().min(1).max(1024)])
    .default([height, width])
    .meta({ title, description, unit: 'height, width' });

/** A depth, a height and a width. */
export const volumeParam = (title: string, description: string, size: number) =>
  z
    .array(z.int().min(1).max(1024))
    .length(3)
    .default([size, size, size])
    .meta({ title, description, unit: 'depth, height, width' });

export const filtersParam = z
  .int()
  .min(1)
  .max(65_536)
  .default(32)
  .meta({ title: 'Filters', description: 'How many filters, and so how many output channels.' });
