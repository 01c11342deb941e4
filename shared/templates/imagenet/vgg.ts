import type { Template } from '../template';
import { imageNetTemplate } from './imagenet';

const FILTERS = [64, 128, 256, 512, 512] as const;

/** Simonyan and Zisserman's networks, named as in `keras.applications`; `blocks` has the number of convolutions of each block. */
export const vgg = (layers: 16 | 19, blocks: readonly number[]): Template =>
  imageNetTemplate({
    id: `vgg${layers}`,
    title: `VGG${layers}`,
    summary: `Small 3×3 convolutions, ${layers} layers with weights, and two Dense layers that hold most of them.`,
    paper: {
      title: 'Very deep convolutional networks for large-scale image recognition',
      authors: 'Simonyan, Zisserman',
      year: 2014,
      arxiv: '1409.1556',
    },
    side: 224,
    draw(network, input, classes) {
      let last = input;
      for (const [index, filters] of FILTERS.entries()) {
        const block = `block${index + 1}`;
        for (let number = 1; number <= (blocks[index] ?? 0); number++) {
          const params = { filters, kernelSize: [3, 3], padding: 'same', activation: 'relu' };
          last = network.add('conv2d', params, last, `${block}_conv${number}`);
        }
        last = network.add('maxPooling2d', {}, last, `${block}_pool`);
      }
      last = network.add('flatten', {}, last, 'flatten');
      last = network.add('dense', { units: 4096, activation: 'relu' }, last, 'fc1');
      last = network.add('dense', { units: 4096, activation: 'relu' }, last, 'fc2');
      network.add('dense', { units: classes, activation: 'softmax' }, last, 'predictions');
    },
  });
