import type { LayerProblem } from '../problems/problem';
import { type Constraint, constraintParam, missingAxis } from './constraints';
import type { WeightSpec } from './define';
import {
  chosenInitializer,
  type Initializer,
  type InitializerName,
  initializerParam,
  settingsOf,
} from './initializers';
import { type Regularizer, regularizerParam } from './regularizers';

/** What Keras lets one choose of one of a layer's weights: how it begins, what it adds to the loss, and what it is held to. */
interface WeightSettings {
  /** What the names of the parameters begin with, such as `kernel`. */
  readonly settings: string;
  readonly initializer: Initializer;
  readonly regularizer: Regularizer;
  readonly constraint: Constraint;
}

/** Something for each of the three, by the names of Keras's arguments: `kernelInitializer` and so on. */
type Named<Key extends string, I, R, C> = { readonly [K in `${Key}Initializer`]: I } & {
  readonly [K in `${Key}Regularizer`]: R;
} & { readonly [K in `${Key}Constraint`]: C };

export type SettingsOf<Key extends string> = Named<Key, Initializer, Regularizer, Constraint>;

type ParamsOf<Key extends string> = Named<
  Key,
  ReturnType<typeof initializerParam>,
  ReturnType<typeof regularizerParam>,
  ReturnType<typeof constraintParam>
>;

/**
 * The three parameters of one weight.
 * @param key what Keras's arguments begin with, such as `kernel`
 * @param what the weight, as in "the kernel"
 */
export function weightParams<Key extends string>(key: Key, what: string, initial: InitializerName): ParamsOf<Key> {
  const title = `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
  const params = {
    [`${key}Initializer`]: initializerParam(`${title} initializer`, what, initial),
    [`${key}Regularizer`]: regularizerParam(`${title} regularizer`, what),
    [`${key}Constraint`]: constraintParam(`${title} constraint`, what),
  };
  // TypeScript forgets what a computed name is: hence the cast.
  return params as unknown as ParamsOf<Key>;
}

/** What was chosen of one weight, to spread into its `WeightSpec`. */
export function weightSettings<Key extends string>(key: Key, params: SettingsOf<Key>): WeightSettings {
  const chosen: Readonly<Record<string, unknown>> = params;
  return {
    settings: key,
    initializer: chosen[`${key}Initializer`],
    regularizer: chosen[`${key}Regularizer`],
    constraint: chosen[`${key}Constraint`],
    // As above.
  } as WeightSettings;
}

/** Those of nearly all layers. */
export const biasParams = weightParams('bias', 'the bias', 'zeros');
export const kernelAndBiasParams = { ...weightParams('kernel', 'the kernel', 'glorot_uniform'), ...biasParams };

/** What a weight of its shape cannot have of what was chosen for it, as Keras finds out when it makes or trains the layer. */
export function settingsProblem(weights: readonly WeightSpec[]): LayerProblem | undefined {
  for (const { name, shape, initializer, constraint, settings = name } of weights) {
    const axis = constraint && missingAxis(constraint, shape);
    const about = `${name} has the shape ${shape.join(' × ')}`;
    if (axis !== undefined) {
      const message = `there is no axis ${axis}: ${about}, so the axes are 0 to ${shape.length - 1}`;
      return { code: 'param/invalid', param: `${settings}Constraint`, message };
    }
    const chosen = chosenInitializer(initializer);
    const begins = chosen && settingsOf(chosen).type;
    const isNoMatrix = begins === 'identity' ? shape.length !== 2 : begins === 'orthogonal' && shape.length < 2;
    if (isNoMatrix) {
      const message = `${begins} needs rows and columns${begins === 'identity' ? ' alone' : ''}, but ${about}`;
      return { code: 'param/invalid', param: `${settings}Initializer`, message };
    }
  }
  return undefined;
}
