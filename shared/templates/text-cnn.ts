import { defineTemplate } from './template';

const TOKENS = 5000;
const LENGTH = 32;
/** Words that a filter looks at, as in the paper. */
const WINDOWS = [3, 4, 5];

export const textCnn = defineTemplate({
  id: 'text-cnn',
  title: 'Text CNN',
  summary: 'Looks for groups of three, four and five words, wherever they stand, and says whether a sentence praises.',
  paper: {
    title: 'Convolutional Neural Networks for Sentence Classification',
    authors: 'Y. Kim',
    year: 2014,
    arxiv: '1408.5882',
  },
  data: {
    dataset: 'review-sentences',
    options: { split: 'whitespace', maxTokens: TOKENS, outputSequenceLength: LENGTH },
  },
  training: {
    loss: 'sparse_categorical_crossentropy',
    optimizer: { type: 'adam', learningRate: 0.001 },
    batchSize: 50,
    epochs: 6,
  },
  draw(network) {
    const words = network.input(LENGTH);
    const rows = network.add('embedding', { inputDim: TOKENS, outputDim: 64 }, words);
    const found = WINDOWS.map(kernelSize => {
      const filters = network.add(
        'conv1d',
        { filters: 64, kernelSize, activation: 'relu' },
        rows,
        `words_${kernelSize}`,
      );
      return network.add('globalMaxPooling1d', {}, filters);
    });
    const together = network.add('concatenate', {}, found);
    network.add('dense', { units: 2, activation: 'softmax' }, network.add('dropout', { rate: 0.5 }, together));
  },
});
