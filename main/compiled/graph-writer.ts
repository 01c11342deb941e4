import type { DataId, Tensor, TensorInfo } from '@tensorflow/tfjs';
import { type Attr, DATA_TYPES, type GraphDataType, type NodeDef, type TensorValue } from './graph-def';
import { CannotRecord, type Recording } from './record';

const FLOAT: Attr = { type: DATA_TYPES.float32 };

/** A float32 variable that lives inside the graph, on the device. */
export interface GraphVariable {
  readonly name: string;
  readonly shape: readonly number[];
}

/** An op that changes variables in place, such as `ResourceApplyAdam`: first the variables, then tensors. Those of one variable run in their order. */
export interface UpdateOp {
  readonly op: string;
  readonly variables: readonly string[];
  readonly inputs: readonly TensorInfo[];
  readonly attrs: Readonly<Record<string, Attr>>;
}

/** A recorded function of the graph. */
export interface GraphFunction {
  readonly name: string;
  readonly inputs: readonly { readonly name: string; readonly tensor: Tensor }[];
  /** The data under which the recording knows each variable that it reads. */
  readonly reads: ReadonlyMap<DataId, string>;
  readonly recording: Recording;
  readonly outputs: readonly Tensor[];
  readonly updates: readonly UpdateOp[];
  /** Variables that take a computed value. */
  readonly assignments: readonly { readonly variable: string; readonly value: DataId }[];
}

export const inputName = (fn: string, input: string): string => `${fn}/input/${input}`;
export const outputName = (fn: string, index: number): string => `${fn}/output/${index}`;
/** The function that fills all variables from its inputs, which bear the variables' names. */
export const INITIALIZE = 'initialize';

const isGraphType = (dtype: string): dtype is GraphDataType => Object.hasOwn(DATA_TYPES, dtype);

function typeOf(tensor: { readonly dtype: string }): Attr {
  if (!isGraphType(tensor.dtype)) throw new CannotRecord(`a tensor of type ${tensor.dtype} cannot enter a graph`);
  return { type: DATA_TYPES[tensor.dtype] };
}

/** The nodes of one graph that holds the variables and every function; each function is run by fetching its outputs. */
export function writeGraph(variables: readonly GraphVariable[], functions: readonly GraphFunction[]): NodeDef[] {
  const nodes: NodeDef[] = [];
  const add = (op: string, name: string, inputs: readonly string[], attrs: NodeDef['attrs']): string => {
    nodes.push({ op, name, inputs, attrs });
    return name;
  };
  const assigned = variables.map(({ name, shape }) => {
    add('VarHandleOp', name, [], {
      dtype: FLOAT,
      shape: { shape },
      shared_name: { string: name },
      container: { string: '' },
    });
    const value = add('Placeholder', inputName(INITIALIZE, name), [], { dtype: FLOAT, shape: { shape } });
    return add('AssignVariableOp', `${INITIALIZE}/${name}`, [name, value], { dtype: FLOAT });
  });
  addResult(add, INITIALIZE, [], assigned);
  for (const fn of functions) writeFunction(add, fn);
  return nodes;
}

type AddNode = (op: string, name: string, inputs: readonly string[], attrs: NodeDef['attrs']) => string;

function writeFunction(add: AddNode, fn: GraphFunction): void {
  const { recording } = fn;
  const names = new Map<DataId, string>();
  const nameOf = (id: DataId): string => {
    const name = names.get(id);
    if (name === undefined) throw new CannotRecord(`${fn.name} uses a tensor that was computed before the recording`);
    return name;
  };

  for (const { name, tensor } of fn.inputs) {
    const attrs = { dtype: typeOf(tensor), shape: { shape: tensor.shape } };
    names.set(tensor.dataId, add('Placeholder', inputName(fn.name, name), [], attrs));
  }
  const readNodes: string[] = [];
  for (const [id, variable] of fn.reads) {
    const read = add('ReadVariableOp', `${fn.name}/read/${variable}`, [variable], { dtype: FLOAT });
    names.set(id, read);
    readNodes.push(read);
  }
  let constants = 0;
  for (const [id, value] of recording.constants) {
    names.set(id, addConstant(add, `${fn.name}/constant/${constants++}`, value));
  }
  for (const [index, { op, attrs, inputs, outputs }] of recording.ops.entries()) {
    const name = add(op, `${fn.name}/${index}/${op}`, inputs.map(nameOf), attrs);
    for (const [slot, id] of outputs.entries()) names.set(id, slot === 0 ? name : `${name}:${slot}`);
  }

  // Every variable is read before any is changed, whatever order the graph is run in.
  const afterReads = readNodes.map(read => `^${read}`);
  const lastUpdate = new Map<string, string>();
  const changes = [
    ...fn.updates.map(({ op, variables, inputs, attrs }, index) => {
      const earlier = new Set(variables.flatMap(variable => lastUpdate.get(variable) ?? []));
      const values = inputs.map(tensor => nameOf(tensor.dataId));
      const after = [...afterReads, ...[...earlier].map(update => `^${update}`)];
      const name = add(op, `${fn.name}/update/${index}`, [...variables, ...values, ...after], attrs);
      for (const variable of variables) lastUpdate.set(variable, name);
      return name;
    }),
    ...fn.assignments.map(({ variable, value }) =>
      add('AssignVariableOp', `${fn.name}/assign/${variable}`, [variable, nameOf(value), ...afterReads], {
        dtype: FLOAT,
      }),
    ),
  ];
  addResult(
    add,
    fn.name,
    fn.outputs.map(output => ({ name: nameOf(output.dataId), type: typeOf(output) })),
    changes,
  );
}

/** The outputs of a function, each there only when all changes are made; a lone 0 where there is none. */
function addResult(
  add: AddNode,
  fn: string,
  outputs: readonly { readonly name: string; readonly type: Attr }[],
  changes: readonly string[],
): void {
  const after = changes.map(change => `^${change}`);
  for (const [index, { name, type }] of outputs.entries()) {
    add('Identity', outputName(fn, index), [name, ...after], { T: type });
  }
  if (outputs.length === 0) {
    const zero = addConstant(add, `${fn}/done`, { dtype: 'float32', shape: [], bytes: new Uint8Array(4) });
    add('Identity', outputName(fn, 0), [zero, ...after], { T: FLOAT });
  }
}

function addConstant(add: AddNode, name: string, value: TensorValue): string {
  return add('Const', name, [], { dtype: { type: DATA_TYPES[value.dtype] }, value: { tensor: value } });
}
