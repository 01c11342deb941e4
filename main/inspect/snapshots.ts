import type { EngineError } from '#shared/protocol/errors';
import type { Snapshot } from '#shared/protocol/events';
import type { Watch } from '#shared/protocol/requests';
import { toWire } from '#shared/protocol/tensor';
import { type Network, takeValues } from './network';
import { checkNodes, checkSample, predictSample } from './predict';

/** The first thing of a wish that this network cannot show. */
export function checkWatch(network: Network, { filters, probe, outputs, boundary }: Watch): EngineError | null {
  if (filters !== null) {
    if (!network.model.has(filters)) return { code: 'model/no-node', node: filters };
    if (!kernelOf(network, filters)) return { code: 'model/no-filters', node: filters };
  }
  const nodes = outputs === 'all' ? null : checkNodes(network, outputs);
  if (nodes) return nodes;
  const sample = probe && checkSample(network, probe);
  if (sample) return sample;
  const { sampleShape } = network.model;
  return boundary && !isPlane(network) ? { code: 'model/wrong-input', expected: sampleShape, received: [2] } : null;
}

/** What the network looks like now, of all that is wished for and that it can show. */
export async function takeSnapshots(network: Network, watch: Watch): Promise<Snapshot[]> {
  network.sync();
  const parts = [filterSnapshots(network, watch), probeSnapshots(network, watch), boundarySnapshots(network, watch)];
  return (await Promise.all(parts)).flat();
}

/** The weight that is drawn as filters: a convolution's kernel, with four axes. */
const kernelOf = ({ model }: Network, node: string) =>
  model.weights.find(({ name, shape }) => name === `${model.ownerOf(node)}/kernel` && shape.length === 4);

/** Points in the plane, of which one output says the class. */
const isPlane = ({ model }: Network): boolean =>
  model.inputs.length === 1 && model.sampleShape.join() === '2' && model.ends[0]?.shape.length === 1;

async function filterSnapshots(network: Network, { filters }: Watch): Promise<Snapshot[]> {
  const kernel = filters === null ? undefined : kernelOf(network, filters);
  if (filters === null || !kernel) return [];
  const { run, step } = network;
  const values = Float32Array.from(await kernel.variable.data<'float32'>());
  return [{ kind: 'filters', run, step, node: filters, tensor: toWire(kernel.shape, values) }];
}

async function probeSnapshots(network: Network, { probe, outputs }: Watch): Promise<Snapshot[]> {
  if (!probe || checkSample(network, probe)) return [];
  const { model, run } = network;
  const nodes = outputs === 'all' ? model.nodeIds : outputs.filter(node => model.has(node));
  const predicted = await predictSample(network, probe, nodes);
  if (!predicted.ok) return [];
  const { ends, outputs: seen, step } = predicted.value;
  return [
    { kind: 'prediction', run, step, ends },
    ...seen.map(({ node, tensor }): Snapshot => ({ kind: 'output', run, step, node, tensor })),
  ];
}

/** Points that are computed together; a wide layer needs much memory for many. */
const POINTS_AT_ONCE = 8192;

async function boundarySnapshots(network: Network, { boundary }: Watch): Promise<Snapshot[]> {
  if (!boundary || !isPlane(network)) return [];
  const { range, size } = boundary;
  const { tf, model, run, step } = network;
  const points = new Float32Array(2 * size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      points[2 * (row * size + column)] = range * ((2 * column) / (size - 1) - 1);
      points[2 * (row * size + column) + 1] = range * (1 - (2 * row) / (size - 1));
    }
  }
  const chance = tf.tidy(() => {
    const chunks = [];
    for (let start = 0; start < size * size; start += POINTS_AT_ONCE) {
      const chunk = points.subarray(2 * start, 2 * (start + POINTS_AT_ONCE));
      const [outputs] = model.predict(tf.tensor(chunk, [chunk.length / 2, 2]));
      if (!outputs) break;
      // The second of two outputs, or the only one there is.
      chunks.push(tf.slice(outputs, [0, (outputs.shape[1] ?? 1) > 1 ? 1 : 0], [-1, 1]));
    }
    return tf.concat(chunks);
  });
  return [{ kind: 'boundary', run, step, range, tensor: toWire([size, size], await takeValues(chance)) }];
}
