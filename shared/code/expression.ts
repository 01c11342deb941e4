import type { NodeId } from '../graph/graph';

/** A call such as `layers.Dense(10)`; its callee may be a call itself, as in `layers.Dense(10)(x)`. */
export interface Call {
  readonly callee: string | Call;
  readonly args: readonly Item[];
}

/** A list, tuple, dictionary or object literal. */
export interface Literal {
  readonly open: string;
  readonly close: string;
  readonly items: readonly Item[];
}

/** Text that is never broken into lines, a call or a literal. */
export type Expression = string | Call | Literal;

/** One argument or element. */
export interface Item {
  /** What stands before the value, such as `units=` or `units: `. */
  readonly key?: string;
  readonly value: Expression;
  /** The node that it is about. */
  readonly node?: NodeId;
  /** Comments that stand above it. */
  readonly comments?: readonly string[];
}

export const call = (callee: string | Call, ...args: readonly (Item | Expression)[]): Call => ({
  callee,
  args: args.map(asItem),
});

export const literal = (open: string, close: string, items: readonly (Item | Expression)[]): Literal => ({
  open,
  close,
  items: items.map(asItem),
});

const asItem = (value: Item | Expression): Item =>
  typeof value === 'string' || 'callee' in value || 'open' in value ? { value } : value;

export const isCall = (value: Expression): value is Call => typeof value !== 'string' && 'callee' in value;

/** Whether something in it must stand on a line of its own. */
export const hasComments = (value: Expression): boolean => {
  if (typeof value === 'string') return false;
  const within = isCall(value) ? value.args : value.items;
  const above = isCall(value) && hasComments(value.callee);
  return above || within.some(item => (item.comments?.length ?? 0) > 0 || hasComments(item.value));
};

/** A value by itself, or several as a list. */
export const oneOrList = (values: readonly Expression[]): Expression => {
  const [only] = values;
  return only !== undefined && values.length === 1 ? only : literal('[', ']', values);
};
