import type { DataId, TensorInfo } from '@tensorflow/tfjs';
import type { RecordedOp, Recording } from './record';

/**
 * Swaps relu and the max pooling behind it, forward and backward: relu keeps order, so that the pool of what it gives is what
 * it gives for the pool, bit for bit, and then works on a fraction of the values. The gradient goes the same way back: the
 * window's largest value gets it, where that is above 0.
 *
 *     x → Relu → r → MaxPool → p         x → MaxPool → m → Relu → p
 *     dp → MaxPoolGrad → dr → ReluGrad → dx         dp → ReluGrad → dm → MaxPoolGrad → dx
 *
 * @param kept tensors that the graph needs beside its ops; a relu whose own output is wanted stays where it is
 */
export function poolBeforeRelu(recording: Recording, kept: ReadonlySet<DataId>): Recording {
  const users = new Map<DataId, RecordedOp[]>();
  for (const op of recording.ops) {
    for (const input of new Set(op.inputs)) users.set(input, [...(users.get(input) ?? []), op]);
  }
  const replaced = new Map<RecordedOp, readonly RecordedOp[]>();
  const tensors = new Map(recording.tensors);
  for (const relu of recording.ops) {
    const swap = relu.op === 'Relu' ? findSwap(relu, users, kept) : undefined;
    if (!swap) continue;
    const { pool, poolGrad, reluGrad } = swap;
    const [x] = relu.inputs;
    const [pooled] = pool.outputs;
    if (!x || !pooled) continue;
    const largest: DataId = {};
    copyShape(tensors, pooled, largest);
    replaced.set(relu, []);
    replaced.set(pool, [
      { ...pool, inputs: [x], outputs: [largest] },
      { ...relu, inputs: [largest], outputs: [pooled] },
    ]);
    if (!poolGrad || !reluGrad) continue;
    const [, , dy] = poolGrad.inputs;
    if (!dy) continue;
    const gated: DataId = {};
    copyShape(tensors, pooled, gated);
    replaced.set(poolGrad, [
      { ...reluGrad, inputs: [dy, pooled], outputs: [gated] },
      { ...poolGrad, inputs: [x, largest, gated], outputs: reluGrad.outputs },
    ]);
    replaced.set(reluGrad, []);
  }
  return { ...recording, tensors, ops: recording.ops.flatMap(op => replaced.get(op) ?? [op]) };
}

interface Swap {
  readonly pool: RecordedOp;
  /** Both, or neither where nothing behind the relu is learned. */
  readonly poolGrad?: RecordedOp;
  readonly reluGrad?: RecordedOp;
}

/** The ops around a relu that nothing but one max pooling and its gradient looks at. */
function findSwap(
  relu: RecordedOp,
  users: ReadonlyMap<DataId, readonly RecordedOp[]>,
  kept: ReadonlySet<DataId>,
): Swap | undefined {
  const [r] = relu.outputs;
  if (!r || kept.has(r)) return undefined;
  const all = users.get(r) ?? [];
  const pool = all.find(({ op }) => op === 'MaxPool');
  if (!pool) return undefined;
  if (all.length === 1) return { pool };
  const poolGrad = all.find(
    ({ op, inputs }) => op === 'MaxPoolGrad' && inputs[0] === r && inputs[1] === pool.outputs[0],
  );
  const [dr] = poolGrad?.outputs ?? [];
  const reluGrad = all.find(({ op, inputs }) => op === 'ReluGrad' && inputs[0] === dr && inputs[1] === r);
  const isPrivate = dr && !kept.has(dr) && users.get(dr)?.length === 1;
  return poolGrad && reluGrad && isPrivate && all.length === 3 ? { pool, poolGrad, reluGrad } : undefined;
}

function copyShape(tensors: Map<DataId, Pick<TensorInfo, 'shape' | 'dtype'>>, from: DataId, to: DataId): void {
  const tensor = tensors.get(from);
  if (tensor) tensors.set(to, tensor);
}
