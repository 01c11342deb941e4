import type { NodeId } from '../../graph/graph';
import { RESNET_PAPER } from '../basic-residual';
import { convNorm, frame, relu } from '../conv-norm';
import type { Network } from '../network';
import { imageNetTemplate } from './imagenet';

const NORM = { epsilon: 1.001e-5 };
/** Blocks of each stage, and the filters of their 3×3 convolutions. */
const STAGES = [
  [64, 3],
  [128, 4],
  [256, 6],
  [512, 3],
] as const;

/** 1×1, 3×3, 1×1 with four times the filters; the first block of a stage has a convolution in its shortcut, too, as Keras draws it. */
function bottleneck(network: Network, from: NodeId, filters: number, strides: number, first: boolean, name: string) {
  const conv = (source: NodeId, part: number, size: number, outputs: number, step = 1) =>
    convNorm(network, source, {
      ...{ filters: outputs, size, strides: step, useBias: true, norm: NORM },
      padding: size === 1 ? 'valid' : 'same',
      names: { conv: `${name}_${part}_conv`, norm: `${name}_${part}_bn` },
    });
  const shortcut = first ? conv(from, 0, 1, 4 * filters, strides) : from;
  let last = relu(network, conv(from, 1, 1, filters, strides), `${name}_1_relu`);
  last = relu(network, conv(last, 2, 3, filters), `${name}_2_relu`);
  last = conv(last, 3, 1, 4 * filters);
  return relu(network, network.add('add', {}, [shortcut, last], `${name}_add`), `${name}_out`);
}

/** Layer for layer Keras's `ResNet50`. */
export const resnet50 = imageNetTemplate({
  id: 'resnet50',
  title: 'ResNet50',
  summary: 'Sixteen bottleneck blocks of three convolutions: the workhorse of transfer learning.',
  paper: RESNET_PAPER,
  side: 224,
  draw(network, input, classes) {
    let last = frame(network, input, 3, 'conv1_pad');
    const names = { conv: 'conv1_conv', norm: 'conv1_bn' };
    last = convNorm(network, last, {
      filters: 64,
      size: 7,
      strides: 2,
      padding: 'valid',
      useBias: true,
      norm: NORM,
      names,
    });
    last = relu(network, last, 'conv1_relu');
    last = frame(network, last, 1, 'pool1_pad');
    last = network.add('maxPooling2d', { poolSize: [3, 3], strides: [2, 2] }, last, 'pool1_pool');
    for (const [index, [filters, blocks]] of STAGES.entries()) {
      for (let block = 1; block <= blocks; block++) {
        const strides = block === 1 && index > 0 ? 2 : 1;
        last = bottleneck(network, last, filters, strides, block === 1, `conv${index + 2}_block${block}`);
      }
    }
    last = network.add('globalAveragePooling2d', {}, last, 'avg_pool');
    network.add('dense', { units: classes, activation: 'softmax' }, last, 'predictions');
  },
});
