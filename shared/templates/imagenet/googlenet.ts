import type { NodeId } from '../../graph/graph';
import type { LayerParams, Network } from '../network';
import { imageNetTemplate } from './imagenet';

/** Filters of a module's branches: 1×1; 3×3 and the 1×1 before it; 5×5 and the 1×1 before it; the 1×1 after pooling. */
type Module = readonly [one: number, reduce3: number, three: number, reduce5: number, five: number, pool: number];

/** Table 1 of the paper; `null` is a pooling between modules. */
const MODULES: readonly (readonly [name: string, Module] | null)[] = [
  ['3a', [64, 96, 128, 16, 32, 32]],
  ['3b', [128, 128, 192, 32, 96, 64]],
  null,
  ['4a', [192, 96, 208, 16, 48, 64]],
  ['4b', [160, 112, 224, 24, 64, 64]],
  ['4c', [128, 128, 256, 24, 64, 64]],
  ['4d', [112, 144, 288, 32, 64, 64]],
  ['4e', [256, 160, 320, 32, 128, 128]],
  null,
  ['5a', [256, 160, 320, 32, 128, 128]],
  ['5b', [384, 192, 384, 48, 128, 128]],
];

const conv = (filters: number, size: number, strides = 1): LayerParams => ({
  filters,
  kernelSize: [size, size],
  strides: [strides, strides],
  padding: 'same',
  activation: 'relu',
});
const pool = (strides: number): LayerParams => ({ poolSize: [3, 3], strides: [strides, strides], padding: 'same' });

function inception(network: Network, name: string, [one, reduce3, three, reduce5, five, after]: Module, from: NodeId) {
  const id = (part: string) => `inception_${name}_${part}`;
  const add = (part: string, filters: number, size: number, source: NodeId) =>
    network.add('conv2d', conv(filters, size), source, id(part));
  const branches = [
    add('1x1', one, 1, from),
    add('3x3', three, 3, add('3x3_reduce', reduce3, 1, from)),
    add('5x5', five, 5, add('5x5_reduce', reduce5, 1, from)),
    add('pool_proj', after, 1, network.add('maxPooling2d', pool(1), from, id('pool'))),
  ];
  return network.add('concatenate', {}, branches, id('output'));
}

/** Without the two outputs in the middle, which help training only, and without response normalization. */
export const googlenet = imageNetTemplate({
  id: 'googlenet',
  title: 'GoogLeNet (Inception v1)',
  summary: 'Nine modules look at every scale at once, with 1×1 convolutions that keep them cheap.',
  paper: {
    title: 'Going deeper with convolutions',
    authors: 'Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke, Rabinovich',
    year: 2014,
    arxiv: '1409.4842',
  },
  side: 224,
  draw(network, input, classes) {
    let last = network.add('conv2d', conv(64, 7, 2), input, 'conv1_7x7');
    last = network.add('maxPooling2d', pool(2), last, 'pool1');
    last = network.add('conv2d', conv(64, 1), last, 'conv2_3x3_reduce');
    last = network.add('conv2d', conv(192, 3), last, 'conv2_3x3');
    last = network.add('maxPooling2d', pool(2), last, 'pool2');
    let pools = 2;
    for (const module of MODULES) {
      last = module
        ? inception(network, ...module, last)
        : network.add('maxPooling2d', pool(2), last, `pool${++pools}`);
    }
    last = network.add('globalAveragePooling2d', {}, last, 'pool5');
    last = network.add('dropout', { rate: 0.4 }, last, 'dropout');
    network.add('dense', { units: classes, activation: 'softmax' }, last, 'classifier');
  },
});
