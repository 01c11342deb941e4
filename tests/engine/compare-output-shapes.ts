import type { Tensor, TensorInfo } from '@tensorflow/tfjs-node-gpu';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend';
import { expect } from 'vitest';
import { outputShapes } from '#main/compiled/output-shapes';

/** How many outputs say something: those behind are for GPUs, and hold one number or nothing, as the processor's kernel has it. */
const TELLING: Readonly<Record<string, number>> = { FusedBatchNormV3: 5, FusedBatchNormGradV3: 3 };

/**
 * From now on every op that is run is compared with what `outputShapes` foresees of it, until the returned function is called,
 * which gives the names of the ops that it foresaw.
 */
export function compareOutputShapes(backend: NodeJSKernelBackend): () => ReadonlySet<string> {
  const { executeSingleOutput, executeMultipleOutputs } = backend;
  const foreseen = new Set<string>();
  const foresee = (op: string, attrs: Parameters<typeof executeSingleOutput>[1], inputs: readonly TensorInfo[]) => {
    const sizesIn = (index: number) => {
      const input = inputs[index];
      return input?.dtype === 'int32' ? Array.from(backend.readSync(input.dataId), Number) : null;
    };
    return outputShapes(op, { attrs, inputs, sizesIn });
  };
  const compare = (op: string, outputs: readonly Tensor[], expected: ReturnType<typeof outputShapes>) => {
    if (!expected) return;
    foreseen.add(op);
    const shapes = outputs.map(({ shape }) => shape);
    const telling = TELLING[op] ?? shapes.length;
    expect(expected.slice(0, telling), op).toEqual(shapes.slice(0, telling));
    expect(expected.length, op).toBe(shapes.length);
    for (const shape of shapes.slice(telling)) expect(['', '0'], op).toContain(shape.join());
    expect(outputs.every(({ dtype }) => dtype === 'float32')).toBe(true);
  };
  backend.executeSingleOutput = (op, attrs, inputs) => {
    const expected = foresee(op, attrs, inputs);
    const output = executeSingleOutput.call(backend, op, attrs, inputs);
    compare(op, [output], expected);
    return output;
  };
  backend.executeMultipleOutputs = (op, attrs, inputs, count) => {
    const expected = foresee(op, attrs, inputs);
    const outputs = executeMultipleOutputs.call(backend, op, attrs, inputs, count);
    compare(op, outputs, expected);
    return outputs;
  };
  return () => {
    Object.assign(backend, { executeSingleOutput, executeMultipleOutputs });
    return foreseen;
  };
}
