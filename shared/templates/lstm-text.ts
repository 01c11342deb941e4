import { sequentialTemplate } from './template';

const TOKENS = 5000;
const LENGTH = 32;

export const lstmText = sequentialTemplate({
  id: 'lstm-text',
  title: 'LSTM text classifier',
  summary: 'Reads a sentence word by word, from both ends, and says whether it praises or complains.',
  paper: { title: 'Long short-term memory', authors: 'S. Hochreiter, J. Schmidhuber', year: 1997 },
  layers: [
    ['input', { shape: [LENGTH] }],
    ['embedding', { inputDim: TOKENS, outputDim: 32 }],
    ['bidirectional', { layer: 'LSTM', units: 32 }],
    ['dropout', { rate: 0.5 }],
    ['dense', { units: 2, activation: 'softmax' }],
  ],
  data: {
    dataset: 'review-sentences',
    options: { split: 'whitespace', maxTokens: TOKENS, outputSequenceLength: LENGTH },
  },
  training: {
    loss: 'sparse_categorical_crossentropy',
    optimizer: { type: 'adam', learningRate: 0.002 },
    batchSize: 32,
    epochs: 4,
  },
});
