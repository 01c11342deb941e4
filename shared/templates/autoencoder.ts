import { SAMPLE } from '../data/targets';
import { defineTemplate } from './template';

/** How many numbers stand for a picture of 784 pixels. */
const CODE = 32;

export const autoencoder = defineTemplate({
  id: 'autoencoder',
  title: 'Autoencoder',
  summary: `Squeezes each digit into ${CODE} numbers and draws it again from them: it learns without labels.`,
  paper: {
    title: 'Stacked Convolutional Auto-Encoders for Hierarchical Feature Extraction',
    authors: 'J. Masci, U. Meier, D. Cireşan, J. Schmidhuber',
    year: 2011,
  },
  data: { dataset: 'mnist', options: {} },
  training: {
    loss: 'binary_crossentropy',
    outputs: [{ node: 'picture', target: SAMPLE }],
    optimizer: { type: 'adam' },
    batchSize: 128,
    epochs: 10,
  },
  draw(network) {
    const conv = { kernelSize: [3, 3], padding: 'same', activation: 'relu' };
    const half = { ...conv, strides: [2, 2] };
    let last = network.add('conv2d', { ...half, filters: 16 }, network.input(28, 28, 1));
    last = network.add('flatten', {}, network.add('conv2d', { ...half, filters: 32 }, last));
    last = network.add('dense', { units: CODE, activation: 'relu' }, last, 'code');
    last = network.add('dense', { units: 7 * 7 * 32, activation: 'relu' }, last);
    last = network.add('reshape', { targetShape: [7, 7, 32] }, last);
    last = network.add('conv2dTranspose', { ...half, filters: 32 }, last);
    last = network.add('conv2dTranspose', { ...half, filters: 16 }, last);
    network.add('conv2d', { ...conv, filters: 1, activation: 'sigmoid' }, last, 'picture');
  },
});
