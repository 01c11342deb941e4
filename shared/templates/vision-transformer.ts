import type { NodeId } from '../graph/graph';
import type { Network } from './network';
import { defineTemplate } from './template';

const WIDTH = 64;
const PATCH = 4;
const BLOCKS = 4;

/** Attention, then a Dense net at every step, each normalized first and added to what came in. */
function encoderBlock(network: Network, from: NodeId): NodeId {
  const seen = network.add('layerNormalization', { epsilon: 1e-6 }, from);
  const gathered = network.add('multiHeadAttention', { numHeads: 4, keyDim: WIDTH / 4 }, [seen, seen]);
  const attended = network.add('add', {}, [from, gathered]);
  const normal = network.add('layerNormalization', { epsilon: 1e-6 }, attended);
  const wide = network.add('dense', { units: 2 * WIDTH, activation: 'gelu' }, normal);
  return network.add('add', {}, [attended, network.add('dense', { units: WIDTH }, wide)]);
}

/**
 * The paper's network, small, out of Keras's own layers, which know neither a class token nor learned positions: the classifier
 * takes the mean over all patches, as in Zhai et al., 2021 (arXiv:2106.04560), and a depthwise convolution, whose padding shows
 * it the borders, tells the places, as in Chu et al., 2021 (arXiv:2102.10882).
 */
export const visionTransformer = defineTemplate({
  id: 'vision-transformer',
  title: 'Vision Transformer',
  summary: 'Cuts a digit into 49 patches, and lets each look at all others: a transformer, small enough to train here.',
  paper: {
    title: 'An image is worth 16x16 words: Transformers for image recognition at scale',
    authors: 'Dosovitskiy, Beyer, Kolesnikov and others',
    year: 2020,
    arxiv: '2010.11929',
  },
  data: { dataset: 'mnist', options: {} },
  training: {
    loss: 'sparse_categorical_crossentropy',
    optimizer: { type: 'adamw', learningRate: 0.001 },
    batchSize: 128,
    epochs: 5,
  },
  draw(network) {
    const size = [PATCH, PATCH];
    const picture = network.input(28, 28, 1);
    const patches = network.add('conv2d', { filters: WIDTH, kernelSize: size, strides: size }, picture, 'patches');
    const places = network.add('depthwiseConv2d', { padding: 'same' }, patches, 'places');
    const placed = network.add('add', {}, [patches, places]);
    let last = network.add('reshape', { targetShape: [-1, WIDTH] }, placed, 'row_of_patches');
    last = network.block('encoder_block', 'Encoder block', last, BLOCKS, encoderBlock);
    last = network.add('layerNormalization', { epsilon: 1e-6 }, last);
    last = network.add('globalAveragePooling1d', {}, last);
    network.add('dense', { units: 10, activation: 'softmax' }, last);
  },
});
