import { Activation, tfjsActivation } from './activations';
import { Constraint, tfjsConstraint } from './constraints';
import { Initializer } from './initializers';
import { Regularizer, tfjsRegularizer } from './regularizers';
import { tfjsInitializer } from './tfjs-initializers';

type ActivationName = 'activation' | 'recurrentActivation';

/** A parameter as tfjs takes it. */
type TfjsParam<Name, Value> = Name extends ActivationName
  ? ReturnType<typeof tfjsActivation>
  : Name extends `${string}Initializer`
    ? string
    : Name extends `${string}${'Regularizer' | 'Constraint'}`
      ? string | undefined
      : Value;

/** A value of ours as tfjs takes it; one that is tfjs's already stays as it is. */
export function tfjsParam(name: string, value: unknown): unknown {
  if (name.endsWith('Initializer')) return convert(Initializer, value, tfjsInitializer);
  // It refuses to call a layer that has one.
  if (name === 'activityRegularizer') return undefined;
  if (name.endsWith('Regularizer')) return convert(Regularizer, value, tfjsRegularizer);
  if (name.endsWith('Constraint')) return convert(Constraint, value, tfjsConstraint);
  return /activation$/i.test(name) ? convert(Activation, value, tfjsActivation) : value;
}

function convert<Own>(
  schema: { safeParse(value: unknown): { success: true; data: Own } | { success: false } },
  value: unknown,
  tfjs: (own: Own) => unknown,
): unknown {
  const own = schema.safeParse(value);
  return own.success ? tfjs(own.data) : value;
}

/** The parameters of a layer as tfjs takes them: its names of functions and initializers, and what it serializes of objects. */
export const tfjsParams = <Params extends object>(params: Params) =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, tfjsParam(name, value)])) as {
    // TypeScript does not follow entries: hence the cast.
    [Name in keyof Params]: TfjsParam<Name, Params[Name]>;
  };
