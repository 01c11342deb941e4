import type { LayerParams } from './network';
import { sequentialTemplate } from './template';

const convolution = (filters: number, padding: string): [string, LayerParams] => [
  'conv2d',
  { filters, kernelSize: [5, 5], padding, activation: 'tanh' },
];
const pooling: [string] = ['averagePooling2d'];

/** Trainable scale factors in the pooling layers and the partial connections of C3 are left out, as today's versions do. */
export const lenet5 = sequentialTemplate({
  id: 'lenet-5',
  title: 'LeNet-5',
  summary: 'The network that read cheques: two convolutions, average pooling and three Dense layers.',
  paper: {
    title: 'Gradient-based learning applied to document recognition',
    authors: 'LeCun, Bottou, Bengio, Haffner',
    year: 1998,
  },
  layers: [
    ['input', { shape: [28, 28, 1] }],
    convolution(6, 'same'),
    pooling,
    convolution(16, 'valid'),
    pooling,
    ['flatten'],
    ['dense', { units: 120, activation: 'tanh' }],
    ['dense', { units: 84, activation: 'tanh' }],
    ['dense', { units: 10, activation: 'softmax' }],
  ],
  data: { dataset: 'mnist', options: {} },
  training: { loss: 'sparse_categorical_crossentropy', optimizer: { type: 'adam' }, batchSize: 128, epochs: 5 },
});
