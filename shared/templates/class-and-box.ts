import { defineTemplate } from './template';

export const classAndBox = defineTemplate({
  id: 'class-and-box',
  title: 'Class and box',
  summary: 'One network with two outputs finds a digit in a picture: which one it is, and where.',
  paper: {
    title: 'OverFeat: Integrated Recognition, Localization and Detection using Convolutional Networks',
    authors: 'P. Sermanet, D. Eigen, X. Zhang, M. Mathieu, R. Fergus, Y. LeCun',
    year: 2013,
    arxiv: '1312.6229',
  },
  data: { dataset: 'digit-boxes', options: {} },
  training: {
    loss: 'sparse_categorical_crossentropy',
    outputs: [
      { node: 'digit', target: 'digit' },
      // Shares of the picture's side differ by little: weighed more, they count like the class.
      { node: 'box', target: 'box', loss: 'huber', weight: 20 },
    ],
    optimizer: { type: 'adam' },
    batchSize: 64,
    epochs: 10,
  },
  draw(network) {
    let last = network.input(48, 48, 1);
    for (const filters of [16, 32, 64]) {
      last = network.add('conv2d', { filters, kernelSize: [3, 3], padding: 'same', activation: 'relu' }, last);
      last = network.add('maxPooling2d', { poolSize: [2, 2] }, last);
    }
    last = network.add('dense', { units: 128, activation: 'relu' }, network.add('flatten', {}, last));
    network.add('dense', { units: 10, activation: 'softmax' }, last, 'digit');
    network.add('dense', { units: 4, activation: 'sigmoid' }, last, 'box');
  },
});
