import type { NodeId } from '../../graph/graph';
import { frame, relu } from '../conv-norm';
import type { Network } from '../network';
import { imageNetTemplate } from './imagenet';

const NORM = { epsilon: 1.001e-5 };
/** Each layer of a block adds this many channels (the paper's k). */
const GROWTH = 32;
const BLOCKS = [6, 12, 24, 16];

function normRelu(network: Network, from: NodeId, norm: string, activation: string): NodeId {
  return relu(network, network.add('batchNormalization', NORM, from, norm), activation);
}

const conv = (network: Network, from: NodeId, filters: number, size: number, name: string): NodeId => {
  const padding = size === 1 ? 'valid' : 'same';
  return network.add('conv2d', { filters, kernelSize: [size, size], padding, useBias: false }, from, name);
};

/** 1×1 and 3×3; what comes out is joined to what went in. */
function denseLayer(network: Network, from: NodeId, name: string): NodeId {
  let last = normRelu(network, from, `${name}_0_bn`, `${name}_0_relu`);
  last = conv(network, last, 4 * GROWTH, 1, `${name}_1_conv`);
  last = normRelu(network, last, `${name}_1_bn`, `${name}_1_relu`);
  last = conv(network, last, GROWTH, 3, `${name}_2_conv`);
  return network.add('concatenate', {}, [from, last], `${name}_concat`);
}

/** Layer for layer Keras's `DenseNet121`. */
export const densenet121 = imageNetTemplate({
  id: 'densenet121',
  title: 'DenseNet121',
  summary: 'Every layer of a block sees the outputs of all before it: few weights, much reuse.',
  paper: {
    title: 'Densely connected convolutional networks',
    authors: 'Huang, Liu, van der Maaten, Weinberger',
    year: 2016,
    arxiv: '1608.06993',
  },
  side: 224,
  draw(network, input, classes) {
    let last = frame(network, input, 3, 'zero_padding2d');
    const first = { filters: 64, kernelSize: [7, 7], strides: [2, 2], useBias: false };
    last = network.add('conv2d', first, last, 'conv1_conv');
    last = normRelu(network, last, 'conv1_bn', 'conv1_relu');
    last = frame(network, last, 1, 'zero_padding2d_1');
    last = network.add('maxPooling2d', { poolSize: [3, 3], strides: [2, 2] }, last, 'pool1');
    let channels = 64;
    for (const [index, layers] of BLOCKS.entries()) {
      const number = index + 2;
      for (let layer = 1; layer <= layers; layer++) last = denseLayer(network, last, `conv${number}_block${layer}`);
      channels += layers * GROWTH;
      if (number === BLOCKS.length + 1) break;
      channels /= 2;
      const name = `pool${number}`;
      last = conv(network, normRelu(network, last, `${name}_bn`, `${name}_relu`), channels, 1, `${name}_conv`);
      last = network.add('averagePooling2d', { poolSize: [2, 2], strides: [2, 2] }, last, `${name}_pool`);
    }
    last = normRelu(network, last, 'bn', 'relu');
    last = network.add('globalAveragePooling2d', {}, last, 'avg_pool');
    network.add('dense', { units: classes, activation: 'softmax' }, last, 'predictions');
  },
});
