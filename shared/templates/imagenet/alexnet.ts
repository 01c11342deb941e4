import type { LayerParams } from '../network';
import { imageNetTemplate } from './imagenet';

const conv = (filters: number, size: number, rest: LayerParams = {}): LayerParams => ({
  filters,
  kernelSize: [size, size],
  padding: 'same',
  activation: 'relu',
  ...rest,
});
const POOL: LayerParams = { poolSize: [3, 3], strides: [2, 2] };

/** In one piece, where the paper's runs on two GPUs with half the connections of the 2nd, 4th and 5th convolution; without its response normalization. */
export const alexnet = imageNetTemplate({
  id: 'alexnet',
  title: 'AlexNet',
  summary: 'Five convolutions and three wide Dense layers: the network that began the age of deep vision.',
  paper: {
    title: 'ImageNet classification with deep convolutional neural networks',
    authors: 'Krizhevsky, Sutskever, Hinton',
    year: 2012,
  },
  side: 227,
  draw(network, input, classes) {
    let last = network.add('conv2d', conv(96, 11, { strides: [4, 4], padding: 'valid' }), input, 'conv1');
    last = network.add('maxPooling2d', POOL, last, 'pool1');
    last = network.add('conv2d', conv(256, 5), last, 'conv2');
    last = network.add('maxPooling2d', POOL, last, 'pool2');
    last = network.add('conv2d', conv(384, 3), last, 'conv3');
    last = network.add('conv2d', conv(384, 3), last, 'conv4');
    last = network.add('conv2d', conv(256, 3), last, 'conv5');
    last = network.add('maxPooling2d', POOL, last, 'pool5');
    last = network.add('flatten', {}, last, 'flatten');
    for (const name of ['fc6', 'fc7']) {
      last = network.add('dense', { units: 4096, activation: 'relu' }, last, name);
      last = network.add('dropout', { rate: 0.5 }, last, `${name}_dropout`);
    }
    network.add('dense', { units: classes, activation: 'softmax' }, last, 'fc8');
  },
});
