import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataId, NamedTensorMap, Tensor, Variable } from '@tensorflow/tfjs';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend';
import { encodeSavedModel } from './graph-def';
import { type GraphFunction, INITIALIZE, inputName, outputName, type UpdateOp, writeGraph } from './graph-writer';
import { CannotRecord, record } from './record';
import { rewrite } from './rewrite';

/** What a traced function gives back: tensors to fetch, and in-place updates by variables' names. */
export interface Traced {
  readonly outputs: readonly Tensor[];
  readonly updates?: readonly UpdateOp[];
}

/** A computation to record once and run many times. */
export interface TracedFunction {
  readonly name: string;
  /** Tensors of the shapes and types that every run will have. */
  readonly inputs: NamedTensorMap;
  /** Runs the computation with tfjs. A variable that it assigns to is assigned to by the graph too. */
  readonly body: () => Traced;
}

/**
 * Functions over common variables, recorded from tfjs and run as one TensorFlow graph. The variables' values live in the
 * graph's own session, on the device, from the moment it is built.
 */
export class GraphProgram {
  private constructor(
    private readonly backend: NodeJSKernelBackend,
    private readonly session: number,
  ) {}

  /**
   * @param variables by unique names; their present values are the initial ones, and stay as they are.
   * @throws CannotRecord where a function cannot be replayed.
   */
  static build(
    backend: NodeJSKernelBackend,
    variables: ReadonlyMap<string, Variable>,
    functions: readonly TracedFunction[],
  ): GraphProgram {
    const read: TracedFunction = { name: 'read', inputs: {}, body: () => ({ outputs: [...variables.values()] }) };
    const traced = [...functions, read].map(fn => trace(backend, variables, fn));
    const named = [...variables].map(([name, { shape }]) => ({ name, shape }));
    const program = new GraphProgram(backend, load(backend, encodeSavedModel(writeGraph(named, traced))));
    program.writeVariables(variables);
    return program;
  }

  /** Runs a function and gives its outputs, which the caller disposes of. */
  run(name: string, inputs: NamedTensorMap, outputs: number): Tensor[] {
    const given = Object.entries(inputs).map(([input, { shape, dtype }]) => ({
      name: inputName(name, input),
      shape,
      dtype,
    }));
    const fetched = Array.from({ length: Math.max(outputs, 1) }, (_, index) => outputName(name, index));
    return this.backend.runSavedModel(this.session, Object.values(inputs), given, fetched);
  }

  /** Copies the graph's values into these variables, all of those that it was built with, in their order. */
  readVariables(variables: ReadonlyMap<string, Variable>): void {
    const values = this.run('read', {}, variables.size);
    for (const [index, variable] of [...variables.values()].entries()) {
      const value = values[index];
      if (value) variable.assign(value);
    }
    for (const value of values) value.dispose();
  }

  /** Copies these variables' values into the graph. */
  writeVariables(variables: ReadonlyMap<string, Variable>): void {
    for (const done of this.run(INITIALIZE, Object.fromEntries(variables), 0)) done.dispose();
  }

  dispose(): void {
    this.backend.deleteSavedModel(this.session);
  }
}

function trace(
  backend: NodeJSKernelBackend,
  variables: ReadonlyMap<string, Variable>,
  { name, inputs, body }: TracedFunction,
): GraphFunction {
  const reads = new Map<DataId, string>([...variables].map(([variable, { dataId }]) => [dataId, variable]));
  const before = new Map([...variables].map(([variable, tensor]) => [variable, tensor.clone()]));
  const given = [...variables.values(), ...Object.values(inputs)];
  let traced: Traced | undefined;
  const recording = record(backend, given, () => {
    traced = body();
  });
  if (!traced) throw new CannotRecord(`${name} gave no result`);
  const assignments: { variable: string; value: DataId }[] = [];
  for (const [variable, tensor] of variables) {
    const old = before.get(variable);
    if (!old) continue;
    if (tensor.dataId !== old.dataId) {
      assignments.push({ variable, value: tensor.dataId });
      tensor.assign(old);
    }
    old.dispose();
  }
  return {
    name,
    inputs: Object.entries(inputs).map(([input, tensor]) => ({ name: input, tensor })),
    reads,
    recording: rewrite(recording),
    outputs: traced.outputs,
    updates: traced.updates ?? [],
    assignments,
  };
}

/** TensorFlow takes a graph from a SavedModel folder only; it is gone again once loaded. */
function load(backend: NodeJSKernelBackend, savedModel: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), 'receptive-graph-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), savedModel);
    return backend.loadSavedModelMetaGraph(folder, 'serve');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
