import { z } from 'zod';

interface AugmentationSpec<Type extends string, Shape extends z.core.$ZodLooseShape> {
  readonly type: Type;
  readonly title: string;
  /** What it does with a sample, for people. */
  readonly summary: string;
  /** Places in the picture move: what is told of places, a box or a class for each pixel, would no longer be true. */
  readonly movesPlaces?: true;
  readonly settings: Shape;
}

/** An augmentation whose settings carry its type. How it is done stands in `main/data/augment`. */
export const defineAugmentation = <const Type extends string, Shape extends z.core.$ZodLooseShape>({
  type,
  settings,
  movesPlaces,
  ...spec
}: AugmentationSpec<Type, Shape>) => ({
  ...spec,
  movesPlaces: movesPlaces === true,
  settings: z.strictObject({ type: z.literal(type), ...settings }),
});

/** A share of something. */
export const share = (title: string, initial: number, description: string, most = 1) =>
  z
    .number()
    .min(0)
    .max(most)
    .default(initial)
    .meta({ title, description, unit: `0 to ${most}` });

/** How often it happens. */
export const probability = (initial = 0.5) =>
  share('Probability', initial, 'How many of the samples it is done to; the others stay as they are.');

/** How samples are mixed: their shares come from the distribution Beta(alpha, alpha). */
export const alpha = (initial: number) =>
  z.number().positive().max(10).default(initial).meta({
    title: 'Alpha',
    description: 'Near 0, one of two samples has nearly all of the mixture; at 1 each share is as likely as any other.',
  });

/** What stands where a picture is moved away. */
export const fill = z.enum(['reflect', 'nearest', 'constant']).default('reflect').meta({
  title: 'Fill',
  description: 'What comes in from outside: the picture mirrored, its edge drawn out, or black.',
});
export type Fill = z.output<typeof fill>;
