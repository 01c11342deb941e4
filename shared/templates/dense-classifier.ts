import { sequentialTemplate } from './template';

export const denseClassifier = sequentialTemplate({
  id: 'dense-classifier',
  title: 'Dense classifier',
  summary: 'Seven Dense layers bend a boundary between two spirals, circles or moons of points.',
  layers: [
    ['input', { shape: [2] }],
    ['dense', { units: 64, activation: 'relu' }],
    ['dense', { units: 128, activation: 'relu' }],
    ['dense', { units: 512, activation: 'relu' }],
    ['dense', { units: 512, activation: 'relu' }],
    ['dense', { units: 128, activation: 'relu' }],
    ['dense', { units: 64, activation: 'relu' }],
    ['dense', { units: 1, activation: 'sigmoid' }],
  ],
  data: { dataset: 'points', options: { pattern: 'spirals' } },
  training: {
    loss: 'binary_crossentropy',
    optimizer: { type: 'adam', learningRate: 0.001 },
    batchSize: 64,
    epochs: 30,
  },
});
