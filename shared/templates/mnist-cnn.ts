import { sequentialTemplate } from './template';

export const mnistCnn = sequentialTemplate({
  id: 'mnist-cnn',
  title: 'MNIST CNN',
  summary: 'Two convolutions with pooling and two Dense layers read handwritten digits.',
  layers: [
    ['input', { shape: [28, 28, 1] }],
    ['conv2d', { filters: 32, kernelSize: [3, 3], activation: 'relu' }],
    ['maxPooling2d', { poolSize: [2, 2] }],
    ['conv2d', { filters: 64, kernelSize: [3, 3], activation: 'relu' }],
    ['maxPooling2d', { poolSize: [2, 2] }],
    ['flatten'],
    ['dense', { units: 128, activation: 'relu' }],
    ['dense', { units: 10, activation: 'softmax' }],
  ],
  data: { dataset: 'mnist', options: {} },
  training: { loss: 'sparse_categorical_crossentropy', optimizer: { type: 'adam' }, batchSize: 128, epochs: 3 },
});
