import type { GraphEdge, GraphNode } from '#shared/graph/graph';
import { emptyProject, type Project } from '#shared/project/project';
import { denseClassifier } from '#shared/templates/dense-classifier';
import { mnistCnn } from '#shared/templates/mnist-cnn';
import { TrainingSettings } from '#shared/training/settings';

/** A network and its batch size; everything else about a contender's step follows from the project. */
export interface Workload {
  readonly id: string;
  readonly title: string;
  readonly project: Project;
}

const withBatch = (project: Project, batchSize: number): Project => ({
  ...project,
  training: { ...project.training, batchSize },
});

/** ResNet-20 for 32×32×3 (He et al., "Deep Residual Learning", 2015, section 4.2), its shortcuts 1×1 convolutions. */
function resnet20(): Project {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const add = (type: string, params: GraphNode['params'], ...from: string[]): string => {
    const id = `${type}_${nodes.length}`;
    nodes.push({ id, type, params });
    for (const source of from) edges.push({ from: source, to: id, port: 'input' });
    return id;
  };
  const convolve = (from: string, filters: number, size: number, stride: number): string => {
    const params = { filters, kernelSize: [size, size], strides: [stride, stride], padding: 'same', useBias: false };
    return add('batchNormalization', {}, add('conv2d', params, from));
  };
  const relu = (from: string) => add('activation', { activation: 'relu' }, from);
  let last = relu(convolve(add('input', { shape: [32, 32, 3] }), 16, 3, 1));
  for (const filters of [16, 32, 64]) {
    for (let block = 0; block < 3; block++) {
      const stride = block === 0 && filters > 16 ? 2 : 1;
      const body = convolve(relu(convolve(last, filters, 3, stride)), filters, 3, 1);
      const shortcut = stride === 1 ? last : convolve(last, filters, 1, stride);
      last = relu(add('add', {}, body, shortcut));
    }
  }
  add('dense', { units: 10, activation: 'softmax' }, add('globalAveragePooling2d', {}, last));
  const training = TrainingSettings.parse({ batchSize: 64 });
  return { ...emptyProject('ResNet-20'), graph: { nodes, edges }, training };
}

export const workloads: readonly Workload[] = [
  { id: 'mnist-cnn', title: 'MNIST CNN, batch 128', project: withBatch(mnistCnn.project(), 128) },
  { id: 'dense', title: 'Dense net on points, batch 256', project: withBatch(denseClassifier.project(), 256) },
  { id: 'resnet-20', title: 'ResNet-20 on 32×32×3, batch 64', project: resnet20() },
];
