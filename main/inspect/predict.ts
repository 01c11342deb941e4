import type { NodeId } from '#shared/graph/graph';
import type { EngineError } from '#shared/protocol/errors';
import type { RequestOutput } from '#shared/protocol/requests';
import { fromWire, toWire, type WireTensor } from '#shared/protocol/tensor';
import { err, ok, type Result } from '#shared/result';
import { type Network, takeValues } from './network';

/** Whether the network takes such a sample (without the batch axis). */
export function checkSample({ model }: Network, sample: WireTensor): EngineError | null {
  if (sample.shape.join() === model.sampleShape.join()) return null;
  return { code: 'model/wrong-input', expected: model.sampleShape, received: sample.shape };
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
  const wanted = [...model.ends.map(({ node }) => node).slice(0, 1), ...nodes];
  const tensors = tf.tidy(() => {
    const outputs = model.outputs(tf.tensor(fromWire(sample), [1, ...sample.shape]));
    // Copies, since one node may be asked for twice and a layer may hand on its input as it is.
    return wanted.flatMap(node => outputs.get(node)?.clone() ?? []);
  });
  const shapes = tensors.map(tensor => tensor.shape.slice(1));
  const values = await Promise.all(tensors.map(takeValues));
  const [prediction = new Float32Array(), ...rest] = values;
  return ok({
    prediction: Array.from(prediction),
    outputs: nodes.map((node, i) => ({ node, tensor: toWire(shapes[i + 1] ?? [], rest[i] ?? new Float32Array()) })),
    step,
  });
}
