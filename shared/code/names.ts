import type { NodeId } from '../graph/graph';

/** Gives each id a variable's name: itself where that is one and free. */
export function variableNames(ids: readonly NodeId[], reserved: ReadonlySet<string>): ReadonlyMap<NodeId, string> {
  const taken = new Set(reserved);
  const names = new Map<NodeId, string>();
  // Ids that need no change come first, so that they keep their own.
  const plain = (id: NodeId) => !id.includes('-') && !reserved.has(id);
  for (const id of [...ids.filter(plain), ...ids.filter(id => !plain(id))]) {
    const stem = id.replaceAll('-', '_');
    let name = stem;
    for (let i = 0; taken.has(name); i++) name = i === 0 ? `${stem}_` : `${stem}_${i + 1}`;
    taken.add(name);
    names.set(id, name);
  }
  return names;
}

/** Names for the layers that have several uses, by the node that owns each: `dense_1_layer`. @param variables of the nodes */
export function layerVariables(
  owners: Iterable<NodeId>,
  variables: ReadonlyMap<NodeId, string>,
  reserved: ReadonlySet<string>,
): ReadonlyMap<NodeId, string> {
  const ids = [...new Set(owners)];
  const wanted = (id: NodeId) => `${id}_layer`;
  const names = variableNames(ids.map(wanted), new Set([...reserved, ...variables.values()]));
  return new Map(ids.map(id => [id, names.get(wanted(id)) ?? wanted(id)]));
}

/** A text in quotes, as Python and TypeScript both read it: double ones, unless it holds those and no single ones. */
export function quoted(text: string): string {
  const double = JSON.stringify(text);
  if (!text.includes('"') || text.includes("'")) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"')}'`;
}

/** A project's name as that of a file or a model: `MNIST CNN` as `mnist_cnn`. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase() || 'model';
