import { paramsSchemaOf } from '#shared/graph/block';
import type { Graph, GraphNode } from '#shared/graph/graph';
import type { Command, ParamValue } from '../document/command';
import { type Field, fieldsOfSchema } from './fields';

/** A parameter that all of several nodes have. */
export interface CommonField {
  readonly field: Field;
  /** The value of all of them; absent where they differ. */
  readonly value: ParamValue | undefined;
  readonly mixed: boolean;
  /** Whether any of them has it set. */
  readonly isSet: boolean;
}

/** All that decides which values a field takes. */
const takes = ({ title: _t, description: _d, unit: _u, initial: _i, ...rest }: Field): string => JSON.stringify(rest);

export const fieldsOfNode = (graph: Pick<Graph, 'blocks'>, node: GraphNode): readonly Field[] => {
  const schema = paramsSchemaOf(graph, node);
  return schema ? fieldsOfSchema(schema) : [];
};

/** The parameters that all of the nodes have and that take the same values, in the order of the first node's form. */
export function commonFields(graph: Pick<Graph, 'blocks'>, nodes: readonly GraphNode[]): readonly CommonField[] {
  const [first, ...others] = nodes;
  if (!first) return [];
  return fieldsOfNode(graph, first).flatMap(field => {
    const same = others.map(node => fieldsOfNode(graph, node).find(({ name }) => name === field.name));
    if (same.some(other => !other || takes(other) !== takes(field))) return [];
    const initials = [field, ...same].map(other => other?.initial);
    const values = nodes.map((node, index) => node.params[field.name] ?? initials[index]);
    const mixed = new Set(values.map(value => JSON.stringify(value))).size > 1;
    const sameInitial = new Set(initials.map(initial => JSON.stringify(initial))).size === 1;
    return {
      // Where their defaults differ, there is none to go back to.
      field: sameInitial ? field : { ...field, initial: undefined },
      value: mixed ? undefined : values[0],
      mixed,
      isSet: nodes.some(node => field.name in node.params),
    };
  });
}

/** Gives all of the nodes the same value; `undefined` gives each its default again. */
export const setOnAll = (nodes: readonly GraphNode[], param: string, value: ParamValue | undefined): Command => ({
  do: 'together',
  commands: nodes.map(({ id }) => ({ do: 'param.set', id, param, value })),
});
