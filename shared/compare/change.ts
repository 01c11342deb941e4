/** A value of a project file, in its parts. */
export type Leaf = string | number | boolean | null;

/** A setting that differs; `undefined` where one side does not have it. */
export interface Change {
  /** Its place, with dots between the names: `optimizer.learningRate`. */
  readonly path: string;
  readonly before: Leaf | undefined;
  readonly after: Leaf | undefined;
}

/** The leaves of a JSON value by their path. A list of leaves counts as one: `3, 3`. An empty list or object has none. */
export function leavesOf(value: unknown, path = ''): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  const visit = (inner: unknown, at: string): void => {
    if (Array.isArray(inner) && inner.every(isLeaf)) {
      if (inner.length > 0) leaves.set(at, inner.join(', '));
    } else if (typeof inner === 'object' && inner !== null) {
      for (const [key, child] of Object.entries(inner)) visit(child, at === '' ? key : `${at}.${key}`);
    } else if (isLeaf(inner)) {
      leaves.set(at, inner);
    }
  };
  visit(value, path);
  return leaves;
}

const isLeaf = (value: unknown): value is Leaf =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** What differs between two JSON values, in the order of the first and then of the second. */
export function changesBetween(before: unknown, after: unknown): readonly Change[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap(path => {
    const change = { path, before: old.get(path), after: now.get(path) };
    return change.before === change.after ? [] : [change];
  });
}
