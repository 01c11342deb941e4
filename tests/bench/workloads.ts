import { emptyProject, type Project } from '#shared/project/project';
import { denseClassifier } from '#shared/templates/dense-classifier';
import { gruText } from '#shared/templates/gru-text';
import { mobilenet } from '#shared/templates/imagenet/mobilenet';
import { lstmText } from '#shared/templates/lstm-text';
import { mnistCnn } from '#shared/templates/mnist-cnn';
import { resnet20 } from '#shared/templates/resnet-20';
import type { Template } from '#shared/templates/template';
import { TrainingSettings } from '#shared/training/settings';

/** A network and its batch size; everything else about a contender's step follows from the project. */
export interface Workload {
  readonly id: string;
  readonly title: string;
  readonly project: Project;
  /** Samples of an evaluation. */
  readonly evaluated: number;
  /** Whether it is worth computing in bfloat16. */
  readonly mixed?: boolean;
}

const withBatch = (template: Template, batchSize: number): Project => {
  const project = template.project();
  return { ...project, training: { ...project.training, batchSize } };
};

/** A template's network trained with Adam, on pictures of another size where one is given. */
function withAdam(template: Template, batchSize: number, side?: number): Project {
  const { graph } = template.project();
  const nodes = graph.nodes.map(node =>
    side && node.type === 'input' ? { ...node, params: { shape: [side, side, 3] } } : node,
  );
  return {
    ...emptyProject(template.title),
    graph: { ...graph, nodes },
    training: TrainingSettings.parse({ batchSize }),
  };
}

export const workloads: readonly Workload[] = [
  { id: 'mnist-cnn', title: 'MNIST CNN, batch 128', project: withBatch(mnistCnn, 128), evaluated: 1000, mixed: true },
  { id: 'dense', title: 'Dense net on points, batch 256', project: withBatch(denseClassifier, 256), evaluated: 1000 },
  {
    id: 'resnet-20',
    title: 'ResNet-20 on 32×32×3, batch 64',
    project: withAdam(resnet20, 64),
    evaluated: 500,
    mixed: true,
  },
  { id: 'mobilenet', title: 'MobileNet on 96×96×3, batch 16', project: withAdam(mobilenet, 16, 96), evaluated: 100 },
  {
    id: 'lstm-text',
    title: 'Bidirectional LSTM on 32 words, batch 32',
    project: withBatch(lstmText, 32),
    evaluated: 500,
  },
  { id: 'gru-text', title: 'GRU on 16 letters, batch 128', project: withBatch(gruText, 128), evaluated: 1000 },
];
