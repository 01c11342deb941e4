import type { NodeId } from '#shared/graph/graph';
import type { EngineError } from '#shared/protocol/errors';
import type { RequestOutput } from '#shared/protocol/requests';
import { fromWire, toWire, type WireTensor } from '#shared/protocol/tensor';
import { err, ok, type Result } from '#shared/result';
import { outputsOf } from './compiled-outputs';
import { type Network, takeValues } from './network';

/** Whether the network takes such a sample (without the batch axis). */
export function checkSample({ model }: Network, sample: WireTensor): EngineError | null {
  // One sample is given to every Input: it must be one that all of them take.
  const other = model.inputs.find(({ shape }) => shape.join() !== sample.shape.join());
  return other ? { code: 'model/wrong-input', expected: other.shape, received: sample.shape } : null;
}

export function checkNodes({ model }: Network, nodes: readonly NodeId[]): EngineError | null {
  const missing = nodes.find(node => !model.has(node));
  return missing === undefined ? null : { code: 'model/no-node', node: missing };
}

/** The network's outputs for one sample, and what the named nodes put out for it, without the batch axis. */
export async function predictSample(
  network: Network,
  sample: WireTensor,
  nodes: readonly NodeId[],
): Promise<Result<RequestOutput<'model.predict'>, EngineError>> {
  const problem = checkSample(network, sample) ?? checkNodes(network, nodes);
  if (problem) return err(problem);
  const { tf, model, step } = network;
  network.sync();
  const ends = model.ends.map(({ node }) => node);
  const wanted = [...ends, ...nodes];
  const given = tf.tensor(fromWire(sample), [1, ...sample.shape]);
  const tensors = outputsOf(
    tf,
    model,
    model.inputs.map(() => given),
    wanted,
  );
  given.dispose();
  const shapes = tensors.map(tensor => tensor.shape.slice(1));
  const values = await Promise.all(tensors.map(takeValues));
  const tensorAt = (i: number) => toWire(shapes[i] ?? [], values[i] ?? new Float32Array());
  return ok({
    prediction: Array.from(values[0] ?? []),
    ends: ends.map((node, i) => ({ node, tensor: tensorAt(i) })),
    outputs: nodes.map((node, i) => ({ node, tensor: tensorAt(ends.length + i) })),
    step,
  });
}
