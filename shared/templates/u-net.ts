import type { NodeId } from '../graph/graph';
import type { Network } from './network';
import { defineTemplate } from './template';

/** The paper's begins with 64 and goes down four times. */
const FILTERS = [16, 32];
const LOWEST = 64;

const twice = (network: Network, from: NodeId, filters: number): NodeId => {
  const params = { filters, kernelSize: [3, 3], padding: 'same', activation: 'relu' };
  return network.add('conv2d', params, network.add('conv2d', params, from));
};

export const uNet = defineTemplate({
  id: 'u-net',
  title: 'U-Net',
  summary:
    'Says of every pixel what it belongs to: down to small pictures, up again, and across from each to its equal.',
  paper: {
    title: 'U-Net: Convolutional Networks for Biomedical Image Segmentation',
    authors: 'O. Ronneberger, P. Fischer, T. Brox',
    year: 2015,
    arxiv: '1505.04597',
  },
  data: { dataset: 'digit-masks', options: { samples: 6000 } },
  training: {
    loss: 'sparse_categorical_crossentropy',
    outputs: [{ node: 'mask', target: 'mask' }],
    optimizer: { type: 'adam' },
    batchSize: 32,
    epochs: 10,
  },
  draw(network) {
    let last = network.input(48, 48, 1);
    const across: { readonly from: NodeId; readonly filters: number }[] = [];
    for (const filters of FILTERS) {
      last = twice(network, last, filters);
      across.unshift({ from: last, filters });
      last = network.add('maxPooling2d', { poolSize: [2, 2] }, last);
    }
    last = twice(network, last, LOWEST);
    for (const { from, filters } of across) {
      const up = { filters, kernelSize: [2, 2], strides: [2, 2], padding: 'same' };
      last = network.add('conv2dTranspose', up, last);
      last = twice(network, network.add('concatenate', {}, [from, last]), filters);
    }
    network.add('conv2d', { filters: 11, kernelSize: [1, 1], activation: 'softmax' }, last, 'mask');
  },
});
