import type { z } from 'zod';
import { Activation, kerasActivationName } from './activations';
import { Constraint, constraintOf, kerasConstraint } from './constraints';
import { Initializer } from './initializers';
import { kerasRegularizer, Regularizer } from './regularizers';
import { initializerOf, kerasInitializer } from './serialized-initializers';

/** The arguments of a Keras layer as Keras serializes them, in snake_case. */
export type KerasConfig = Readonly<Record<string, unknown>>;

/** What Keras writes of an object: its class and what that was made with. */
export interface Serialized {
  readonly class_name: string;
  readonly config: unknown;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isSerialized = (value: unknown): value is Serialized =>
  isRecord(value) && typeof value.class_name === 'string' && 'config' in value;

/** A parameter's name in Keras: `kernelSize` as `kernel_size`. */
export const kerasKey = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

/** A parameter as Keras serializes it; all but those named after Keras's `…_initializer`, `…_regularizer` and `…_constraint` are as they are. */
function kerasValue(name: string, value: unknown): unknown {
  if (name.endsWith('Initializer')) return kerasInitializer(Initializer.parse(value));
  if (name.endsWith('Regularizer')) return kerasRegularizer(Regularizer.parse(value));
  return name.endsWith('Constraint') ? kerasConstraint(Constraint.parse(value)) : value;
}

/** Parameters as Keras's arguments, where the two differ in nothing but the manner of writing. */
export const configOfParams = (params: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [kerasKey(name), kerasValue(name, value)]));

/**
 * The reverse of `configOfParams`: what Keras, an older Keras or tfjs has written, as parameters of the schema. A key that is
 * absent stays absent; a value that the schema has no form for is handed on as it is, for the schema to refuse.
 */
export function paramsOfConfig(schema: z.ZodObject, config: KerasConfig): Record<string, unknown> {
  const defaults = schema.safeParse({}).data ?? {};
  const params: Record<string, unknown> = {};
  for (const name of Object.keys(schema.shape)) {
    const value = config[kerasKey(name)];
    if (value !== undefined) params[name] = paramOf(name, value, defaults[name]);
  }
  return params;
}

function paramOf(name: string, value: unknown, initial: unknown): unknown {
  if (name.endsWith('Initializer'))
    return (typeof value === 'string' || isSerialized(value) ? initializerOf(value) : undefined) ?? initial;
  if (name.endsWith('Regularizer')) return regularizerOf(value) ?? initial;
  if (name.endsWith('Constraint'))
    return (value === null || isSerialized(value) ? constraintOf(value) : undefined) ?? initial;
  if (Activation.safeParse(initial).success) return kerasActivationName(value) ?? value;
  if (Array.isArray(initial) && value === null) return initial;
  // One number stands for all axes, and tfjs writes a list of one for a single axis.
  if (Array.isArray(initial) && typeof value === 'number') return initial.map(() => value);
  if (typeof initial === 'number' && Array.isArray(value) && value.length === 1) return value[0];
  return value;
}

/** Keras's L1, L2 and L1L2, or none; `undefined` for others. */
function regularizerOf(value: unknown): Regularizer | undefined {
  if (value === null) return { l1: 0, l2: 0 };
  if (!isSerialized(value) || !['L1', 'L2', 'L1L2'].includes(value.class_name) || !isRecord(value.config)) {
    return undefined;
  }
  const { l1 = 0, l2 = 0 } = value.config;
  return Regularizer.safeParse({ l1: l1 ?? 0, l2: l2 ?? 0 }).data;
}
