import { sequentialTemplate } from './template';

const TOKENS = 200;
const LENGTH = 16;

/** With the reset of the paper, which TensorFlow.js has as well. */
export const gruText = sequentialTemplate({
  id: 'gru-text',
  title: 'GRU text classifier',
  summary: 'Reads a word letter by letter, and says which of eight languages it is.',
  paper: {
    title: 'Learning Phrase Representations using RNN Encoder–Decoder for Statistical Machine Translation',
    authors: 'K. Cho and others',
    year: 2014,
    arxiv: '1406.1078',
  },
  layers: [
    ['input', { shape: [LENGTH] }],
    ['embedding', { inputDim: TOKENS, outputDim: 32 }],
    ['gru', { units: 96, resetAfter: false }],
    ['dense', { units: 8, activation: 'softmax' }],
  ],
  data: {
    dataset: 'language-words',
    options: { split: 'character', maxTokens: TOKENS, outputSequenceLength: LENGTH },
  },
  training: {
    loss: 'sparse_categorical_crossentropy',
    optimizer: { type: 'adam', learningRate: 0.003 },
    batchSize: 128,
    epochs: 6,
  },
});
