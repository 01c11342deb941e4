import type { NodeId } from '../../graph/graph';
import { convNorm } from '../conv-norm';
import type { Network } from '../network';
import { depthwiseNorm, relu6 } from './depthwise-norm';
import { imageNetTemplate } from './imagenet';

/** Filters and strides of each depthwise separable block: table 1 of the paper. */
const BLOCKS = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  ...Array.from({ length: 5 }, (): [number, number] => [512, 1]),
  [1024, 2],
  [1024, 1],
] as const;

function separable(network: Network, from: NodeId, filters: number, strides: number, block: number): NodeId {
  const depthwise = { pad: `conv_pad_${block}`, conv: `conv_dw_${block}`, norm: `conv_dw_${block}_bn` };
  const last = depthwiseNorm(network, from, { strides, names: depthwise });
  const names = { conv: `conv_pw_${block}`, norm: `conv_pw_${block}_bn` };
  return relu6(network, convNorm(network, last, { filters, size: 1, names }), `conv_pw_${block}_relu`);
}

/** Layer for layer Keras's `MobileNet`. */
export const mobilenet = imageNetTemplate({
  id: 'mobilenet',
  title: 'MobileNet',
  summary: 'Each convolution split into one within the channels and one across them: a ninth of the work, for phones.',
  paper: {
    title: 'MobileNets: efficient convolutional neural networks for mobile vision applications',
    authors: 'Howard, Zhu, Chen, Kalenichenko, Wang, Weyand, Andreetto, Adam',
    year: 2017,
    arxiv: '1704.04861',
  },
  side: 224,
  draw(network, input, classes) {
    const names = { conv: 'conv1', norm: 'conv1_bn' };
    let last = relu6(network, convNorm(network, input, { filters: 32, size: 3, strides: 2, names }), 'conv1_relu');
    for (const [index, [filters, strides]] of BLOCKS.entries()) {
      last = separable(network, last, filters, strides, index + 1);
    }
    last = network.add('globalAveragePooling2d', {}, last);
    last = network.add('reshape', { targetShape: [1, 1, 1024] }, last);
    last = network.add('dropout', { rate: 0.001 }, last, 'dropout');
    last = network.add('conv2d', { filters: classes, kernelSize: [1, 1], padding: 'same' }, last, 'conv_preds');
    last = network.add('reshape', { targetShape: [classes] }, last, 'reshape_2');
    network.add('activation', { activation: 'softmax' }, last, 'predictions');
  },
});
