import { convNorm } from '../conv-norm';
import { relu6 } from './depthwise-norm';
import { imageNetTemplate } from './imagenet';
import { invertedResidual } from './inverted-residual';

/** EfficientNet-B0's table: how much wider a block is inside, its kernel, its filters, how often it stands, the strides of the first. */
const STAGES = [
  [1, 3, 16, 1, 1],
  [6, 3, 24, 2, 2],
  [6, 5, 40, 2, 2],
  [6, 3, 80, 3, 2],
  [6, 5, 112, 3, 1],
  [6, 5, 192, 4, 2],
  [6, 3, 320, 1, 1],
] as const;

/**
 * EfficientNet-B0 for small devices: without squeeze and excitation, relu6 in the place of swish, the first and last stage of fixed
 * width (as Google published it in 2020).
 */
export const efficientnetLite0 = imageNetTemplate({
  id: 'efficientnet-lite0',
  title: 'EfficientNet-Lite0',
  summary: 'Width, depth and resolution in balance, with the operations that small devices are quick at.',
  paper: {
    title: 'EfficientNet: rethinking model scaling for convolutional neural networks',
    authors: 'Tan, Le',
    year: 2019,
    arxiv: '1905.11946',
  },
  side: 224,
  draw(network, input, classes) {
    const stem = { conv: 'stem_conv', norm: 'stem_bn' };
    let last = relu6(network, convNorm(network, input, { filters: 32, size: 3, strides: 2, names: stem }), 'stem_relu');
    let inputs = 32;
    for (const [index, [expansion, size, filters, times, strides]] of STAGES.entries()) {
      for (let time = 0; time < times; time++) {
        const name = `block${index + 1}${String.fromCharCode(97 + time)}`;
        last = invertedResidual(network, last, {
          ...{ inputs, filters, expansion, size, name },
          strides: time === 0 ? strides : 1,
          normName: layer => `${layer}_bn`,
        });
        inputs = filters;
      }
    }
    const top = { conv: 'top_conv', norm: 'top_bn' };
    last = relu6(network, convNorm(network, last, { filters: 1280, size: 1, names: top }), 'top_relu');
    last = network.add('globalAveragePooling2d', {}, last, 'avg_pool');
    last = network.add('dropout', { rate: 0.2 }, last, 'top_dropout');
    network.add('dense', { units: classes, activation: 'softmax' }, last, 'predictions');
  },
});
