import { type Call, call, type Expression, type Item, literal } from '../expression';
import { isKerasObject, type KerasObject } from '../keras-layer';
import { quoted } from '../names';

/** A number that Python takes for a float. */
export const float = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e16 ? `${value}.0` : `${value}`;

/** Plain data, and what of Keras stands in it. */
export function pythonValue(value: unknown): Expression {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return literal('(', ')', value.map(pythonValue));
  if (isKerasObject(value)) return kerasCall(value);
  if (typeof value === 'object') {
    return literal(
      '{',
      '}',
      Object.entries(value).map(([key, each]) => ({ key: `${quoted(key)}: `, value: pythonValue(each) })),
    );
  }
  return `${value}`;
}

/** `layers.Dense(10, activation="softmax")`, with further arguments behind. */
export const kerasCall = ({ module, className, args }: KerasObject, ...further: readonly Item[]): Call =>
  call(
    `${module}.${className}`,
    ...args.map(({ name, value, isPositional }) => ({
      key: isPositional ? '' : `${name}=`,
      value: pythonValue(value),
    })),
    ...further,
  );

export const strings = (values: readonly string[]): Expression => literal('[', ']', values.map(quoted));
