import { sequentialTemplate } from './template';

export const logisticRegression = sequentialTemplate({
  id: 'logistic-regression',
  title: 'Logistic regression',
  summary: 'One neuron with a sigmoid: the smallest classifier, a straight line between two classes.',
  layers: [
    ['input', { shape: [2] }],
    ['dense', { units: 1, activation: 'sigmoid' }],
  ],
  data: { dataset: 'points', options: { pattern: 'moons' } },
  training: { loss: 'binary_crossentropy', optimizer: { type: 'adam', learningRate: 0.05 }, batchSize: 32, epochs: 30 },
});
