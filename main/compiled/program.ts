import type { DataId, NamedTensorMap, Tensor, Variable } from '@tensorflow/tfjs';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend';
import type { Precision } from '#shared/training/precision';
import { type GraphFunction, INITIALIZE, inputName, outputName, type UpdateOp, writeGraph } from './graph-writer';
import { loadGraph } from './load-graph';
import { mixedPrecision } from './mixed-precision';
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
  /**
   * Runs the computation with tfjs. A variable that it gives back is read, one that it assigns to is assigned to, in the
   * graph: that is how values come out and go in.
   */
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
   * @param precision that the products are computed in; all that comes in, goes out and is remembered is float32
   * @param variables by unique names; their present values are the initial ones, and stay as they are.
   * @throws CannotRecord where a function cannot be replayed.
   */
  static build(
    backend: NodeJSKernelBackend,
    variables: ReadonlyMap<string, Variable>,
    functions: readonly TracedFunction[],
    precision: Precision = 'float32',
  ): GraphProgram {
    const traced = functions.map(fn => trace(backend, variables, fn, precision));
    const named = [...variables].map(([name, { shape }]) => ({ name, shape }));
    const session = loadGraph(writeGraph(named, traced), (folder, tag) => backend.loadSavedModelMetaGraph(folder, tag));
    const program = new GraphProgram(backend, session);
    for (const done of program.run(INITIALIZE, Object.fromEntries(variables), 0)) done.dispose();
    return program;
  }

  /** Runs a function and gives its outputs, which the caller disposes of. */
  run(name: string, inputs: NamedTensorMap, outputs: number): Tensor[] {
    return this.fetch(
      name,
      inputs,
      Array.from({ length: Math.max(outputs, 1) }, (_, index) => index),
    );
  }

  /** Gives some of a function's outputs, by their numbers; what they don't depend on is not computed. */
  fetch(name: string, inputs: NamedTensorMap, outputs: readonly number[]): Tensor[] {
    const given = Object.entries(inputs).map(([input, { shape, dtype }]) => ({
      name: inputName(name, input),
      shape,
      dtype,
    }));
    const fetched = outputs.map(index => outputName(name, index));
    return this.backend.runSavedModel(this.session, Object.values(inputs), given, fetched);
  }

  dispose(): void {
    this.backend.deleteSavedModel(this.session);
  }
}

function trace(
  backend: NodeJSKernelBackend,
  variables: ReadonlyMap<string, Variable>,
  { name, inputs, body }: TracedFunction,
  precision: Precision,
): GraphFunction {
  const reads = new Map<DataId, string>([...variables].map(([variable, { dataId }]) => [dataId, variable]));
  const before = new Map([...variables].map(([variable, tensor]) => [variable, tensor.clone()]));
  const given = [...variables.values(), ...Object.values(inputs)];
  let traced: Traced | undefined;
  const recording = record(backend, given, () => {
    traced = body();
    return (traced.updates ?? []).flatMap(update => update.inputs);
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
  const updates = traced.updates ?? [];
  const kept = new Set<DataId>([
    ...traced.outputs.map(output => output.dataId),
    ...updates.flatMap(update => update.inputs.map(input => input.dataId)),
    ...assignments.map(({ value }) => value),
  ]);
  const rewritten = rewrite(recording, kept);
  return {
    name,
    inputs: Object.entries(inputs).map(([input, tensor]) => ({ name: input, tensor })),
    reads,
    recording: precision === 'mixed_bfloat16' ? mixedPrecision(rewritten, kept) : rewritten,
    outputs: traced.outputs,
    updates,
    assignments,
  };
}
