import { convNorm } from '../conv-norm';
import { relu6 } from './depthwise-norm';
import { imageNetTemplate } from './imagenet';
import { invertedResidual } from './inverted-residual';

const NORM = { momentum: 0.999 };
/** Table 2 of the paper: how much wider a block is inside, its filters, how often it stands, and the strides of the first. */
const STAGES = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const;

/** Layer for layer Keras's `MobileNetV2`. */
export const mobilenetV2 = imageNetTemplate({
  id: 'mobilenet-v2',
  title: 'MobileNetV2',
  summary: 'Inverted residual blocks: thin between blocks, wide inside, and cheap throughout.',
  paper: {
    title: 'MobileNetV2: inverted residuals and linear bottlenecks',
    authors: 'Sandler, Howard, Zhu, Zhmoginov, Chen',
    year: 2018,
    arxiv: '1801.04381',
  },
  side: 224,
  draw(network, input, classes) {
    const first = { conv: 'Conv1', norm: 'bn_Conv1' };
    const stem = convNorm(network, input, { filters: 32, size: 3, strides: 2, norm: NORM, names: first });
    let last = relu6(network, stem, 'Conv1_relu');
    let inputs = 32;
    let number = 0;
    for (const [expansion, filters, times, strides] of STAGES) {
      for (let time = 0; time < times; time++) {
        const name = number === 0 ? 'expanded_conv' : `block_${number}`;
        last = invertedResidual(network, last, {
          ...{ inputs, filters, expansion, name, norm: NORM },
          strides: time === 0 ? strides : 1,
          normName: layer => `${layer}_BN`,
        });
        inputs = filters;
        number++;
      }
    }
    const names = { conv: 'Conv_1', norm: 'Conv_1_bn' };
    last = relu6(network, convNorm(network, last, { filters: 1280, size: 1, norm: NORM, names }), 'out_relu');
    last = network.add('globalAveragePooling2d', {}, last);
    network.add('dense', { units: classes, activation: 'softmax' }, last, 'predictions');
  },
});
