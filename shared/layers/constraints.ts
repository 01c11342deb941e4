import { z } from 'zod';
import type { Serialized } from './keras-config';

const axisParam = z.array(z.int().min(-6).max(5)).min(1).max(6).default([0]).meta({
  title: 'Axis',
  description:
    'The axes that a norm is taken over: 0 gives each unit of Dense one norm, 0, 1, 2 each filter of a Conv2D.',
});

const norm = (title: string, description: string, initial: number) =>
  z.number().min(0).max(1_000_000).default(initial).meta({ title, description });

/** Keras's constraints: what a weight is brought to after each step of training. */
export const Constraint = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('non_neg') }),
  z.strictObject({
    type: z.literal('max_norm'),
    maxValue: norm('Max value', 'The largest norm: what is longer is scaled down to it.', 2),
    axis: axisParam,
  }),
  z.strictObject({ type: z.literal('unit_norm'), axis: axisParam }),
  z
    .strictObject({
      type: z.literal('min_max_norm'),
      minValue: norm('Min value', 'The smallest norm: what is shorter is scaled up towards it.', 0),
      maxValue: norm('Max value', 'The largest norm: what is longer is scaled down towards it.', 1),
      rate: z.number().min(0).max(1).default(1).meta({
        title: 'Rate',
        description: 'How far each step goes: 1 all the way, less draws the norm near little by little.',
      }),
      axis: axisParam,
    })
    .refine(({ minValue, maxValue }) => minValue <= maxValue, {
      message: 'must be at most the max value',
      path: ['minValue'],
    }),
]);
export type Constraint = z.infer<typeof Constraint>;

/** Classes of Keras and of tfjs. */
const CLASSES = {
  non_neg: 'NonNeg',
  max_norm: 'MaxNorm',
  unit_norm: 'UnitNorm',
  min_max_norm: 'MinMaxNorm',
} as const satisfies { readonly [type in Exclude<Constraint['type'], 'none'>]: string };

const NONE: Constraint = { type: 'none' };

export const isConstrained = ({ type }: Constraint): boolean => type !== 'none';

/** @param what the weights, as in "the kernel" */
export const constraintParam = (title: string, what: string) =>
  Constraint.default(NONE).meta({
    title,
    description: `What ${what} is held to: after each step of training it is scaled, or cut off, until it meets this.`,
    section: 'Weights',
  });

/** One axis stands alone, as Keras and tfjs have it by default. */
const oneOrAll = (axis: readonly number[]): number | readonly number[] => (axis.length === 1 ? (axis[0] ?? 0) : axis);

const settingsOf = (constraint: Constraint): Record<string, unknown> => {
  const { type: _, ...settings } = constraint;
  return 'axis' in settings ? { ...settings, axis: oneOrAll(settings.axis) } : settings;
};

/** As Keras serializes it. */
export function kerasConstraint(constraint: Constraint) {
  if (constraint.type === 'none') return null;
  const { minValue, maxValue, ...settings } = settingsOf(constraint);
  const config = {
    ...(minValue === undefined ? {} : { min_value: minValue }),
    ...(maxValue === undefined ? {} : { max_value: maxValue }),
    ...settings,
  };
  return { module: 'keras.constraints', class_name: CLASSES[constraint.type], config, registered_name: null };
}

/** tfjs takes what it serializes as well, though its types know a constraint's name or object only: hence the cast. */
export const tfjsConstraint = (constraint: Constraint): string | undefined =>
  constraint.type === 'none'
    ? undefined
    : ({ className: CLASSES[constraint.type], config: settingsOf(constraint) } as unknown as string);

/** What Keras, an older one or tfjs has written of a constraint; `undefined` for one that there is not. */
export function constraintOf(value: Serialized | null): Constraint | undefined {
  if (value === null) return NONE;
  const type = Object.entries(CLASSES).find(([, name]) => name === value.class_name)?.[0];
  const config: Readonly<Record<string, unknown>> = { ...(typeof value.config === 'object' ? value.config : {}) };
  const given = Object.entries({
    minValue: config.min_value,
    maxValue: config.max_value,
    rate: config.rate,
    axis: config.axis === undefined ? undefined : [config.axis].flat(),
  }).filter(([, setting]) => setting !== undefined);
  return Constraint.safeParse({ type, ...Object.fromEntries(given) }).data;
}

/** The first of a constraint's axes that a weight of that shape does not have; `undefined` where it has all. */
export const missingAxis = (constraint: Constraint, { length }: readonly number[]): number | undefined =>
  'axis' in constraint ? constraint.axis.find(axis => axis < -length || axis >= length) : undefined;
