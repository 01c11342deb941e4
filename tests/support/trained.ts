import * as tf from '@tensorflow/tfjs';
import { functionalModel } from '#main/export/functional';
import { indexCount, trainedNetwork } from '#main/export/network';
import { type Batch, batchesOf, type Samples } from '#main/export/parity';
import type { NamedTensor, TrainedModel } from '#main/model/trained-model';
import type { GraphNode } from '#shared/graph/graph';
import type { Shape } from '#shared/graph/shape';
import { asUse } from '#shared/graph/sharing';
import { layers } from '#shared/layers/catalogue';
import { checkProject } from '#shared/project/check';
import { plainProject } from '#shared/project/plain';
import { emptyProject, type Project } from '#shared/project/project';
import { TrainingSettings } from '#shared/training/settings';

/** Numbers from a normal distribution; the same seed gives the same ones. */
export function normals(count: number, seed: number): Float32Array {
  return tf.tidy(() => Float32Array.from(tf.randomNormal([count], 0, 1, 'float32', seed).dataSync()));
}

/** Values for a network's input: from a normal distribution, or whole numbers from 0 below `indices`. */
export const sampleValues = (count: number, seed: number, indices?: number): Float32Array =>
  indices === undefined
    ? normals(count, seed)
    : tf.tidy(() => Float32Array.from(tf.floor(tf.randomUniform([count], 0, indices, 'float32', seed)).dataSync()));

/** @param indices where the samples are whole numbers, see `indexCount` */
export const randomBatch = (sampleShape: readonly number[], count: number, seed: number, indices?: number): Batch => ({
  shape: [count, ...sampleShape],
  values: sampleValues(
    sampleShape.reduce((product, size) => product * size, count),
    seed,
    indices,
  ),
});

/** Samples that a project's network takes. */
export function samplesFor(project: Project, count: number, seed: number): Batch {
  const { nodes, inputs } = checkProject(project);
  const shape = (inputs[0]?.shape ?? []).slice(1).map(dim => dim ?? 1);
  const known = [...nodes.values()].flatMap(({ node, layer }) => (layer ? { layer, params: node.params } : []));
  return randomBatch(shape, count, seed, indexCount(known));
}

/** For each of its Inputs samples that a project's network takes. */
export const samplesForAll = (project: Project, count: number, seed: number): readonly Batch[] =>
  checkProject(project).inputs.map(({ shape = [] }, place) =>
    randomBatch(
      shape.slice(1).map(dim => dim ?? 1),
      count,
      seed + place,
    ),
  );

/** A project whose weights are as training leaves them: no two alike, none at its initial value, variances above 0. */
export function randomlyTrained(project: Project, seed = 1): TrainedModel {
  const weights: NamedTensor[] = [];
  for (const [id, { analysis }] of checkProject(project).nodes) {
    if (!analysis) throw new Error(`Node ${id} is in error.`);
    for (const { name, shape } of analysis.weights) {
      const size = shape.reduce((product, dim) => product * dim, 1);
      const fanIn = shape.slice(0, -1).reduce((product, dim) => product * dim, 1);
      const drawn = normals(size, seed + weights.length);
      const values = drawn.map(value => (name === 'moving_variance' ? 0.5 + value ** 2 : value / Math.sqrt(fanIn)));
      weights.push({ name: `${id}/${name}`, shape, values });
    }
  }
  return { project, weights };
}

/** Whether a tfjs layers model can hold every layer of a network. */
export const tfjsHolds = (project: Project): boolean =>
  plainProject(project).graph.nodes.every(({ type, params }) => layers.get(type)?.whyNotTfjs(params) === undefined);

type Link = readonly [from: string, to: string, port?: string];

/** A project from nodes and from-to pairs, in the order in which the edges arrive. */
export const projectOf = (
  nodes: readonly (readonly [id: string, type: string, params?: GraphNode['params']])[],
  links: readonly Link[],
  training: Parameters<typeof TrainingSettings.parse>[0] = {},
): Project => ({
  ...emptyProject('Réseau d’essai: 1/2'),
  graph: {
    nodes: nodes.map(([id, type, params = {}]) => ({ id, type, params })),
    edges: links.map(([from, to, port = 'input']) => ({ from, to, port })),
  },
  training: TrainingSettings.parse(training),
});

/** The project with nodes as further uses of others' layers. @param owners by the nodes that share their weights */
export const withShared = (project: Project, owners: Readonly<Record<string, string>>): Project => ({
  ...project,
  graph: {
    ...project.graph,
    nodes: project.graph.nodes.map(node => {
      const owner = owners[node.id];
      return owner === undefined ? node : asUse(node, owner);
    }),
  },
});

/** Layers that follow one another, named `prefix0`, `prefix1`, … */
export function chain(...layers: readonly (readonly [type: string, params?: GraphNode['params']])[]): Project {
  const nodes = layers.map(([type, params], index) => [`n${index}`, type, params] as const);
  const links = nodes.slice(1).map(([id], index) => [nodes[index]?.[0] ?? '', id] as const);
  return projectOf(nodes, links);
}

/**
 * A network that ends with one layer of the catalogue, fed with the given shapes by Dense and Reshape from 6 numbers; one that
 * takes whole numbers gets the samples themselves.
 */
export function projectAround(type: string, params: GraphNode['params'], inputs: readonly Shape[]): Project {
  const layer = layers.get(type);
  const nodes: [string, string, GraphNode['params']][] = [];
  const links: Link[] = [];
  if (layer?.indexCount(params) !== undefined) {
    nodes.push(['in', 'input', { shape: (inputs[0] ?? []).slice(1).map(dim => dim ?? 1) }], ['last', type, params]);
    return projectOf(nodes, [['in', 'last']]);
  }
  nodes.push(['in', 'input', { shape: [6] }]);
  for (const [index, shape] of inputs.entries()) {
    const target = shape.slice(1).map(dim => dim ?? 1);
    const units = target.reduce((product, dim) => product * dim, 1);
    nodes.push([`dense-${index}`, 'dense', { units }], [`shape_${index}`, 'reshape', { targetShape: target }]);
    links.push(
      ['in', `dense-${index}`],
      [`dense-${index}`, `shape_${index}`],
      [`shape_${index}`, 'last', layer?.ports[index]?.name],
    );
  }
  nodes.push(['last', type, params]);
  return projectOf(nodes, links);
}

/** What tfjs computes with the network's layers, as the catalogue builds them, in plain JavaScript. */
export async function predictPlain(model: TrainedModel, samples: Samples): Promise<Float32Array> {
  const network = trainedNetwork(model);
  const built = functionalModel(tf, network, 'reference');
  for (const { id, weights } of network.nodes) {
    if (weights.length === 0) continue;
    const tensors = weights.map(weight => tf.tensor(weight.values, [...weight.shape]));
    built.getLayer(id).setWeights(tensors);
    tf.dispose(tensors);
  }
  const output = tf.tidy(() => {
    const inputs = batchesOf(samples).map(({ shape, values }) => tf.tensor(values, [...shape]));
    return tf.concat([built.predict(inputs)].flat().map(tensor => tensor.flatten()));
  });
  const numbers = Float32Array.from(await output.data());
  output.dispose();
  built.dispose();
  return numbers;
}
