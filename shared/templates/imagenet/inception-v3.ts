import type { NodeId } from '../../graph/graph';
import { convNorm, relu } from '../conv-norm';
import type { LayerParams, Network } from '../network';
import { imageNetTemplate } from './imagenet';

/** A convolution of a branch: filters, height and width of its kernel; `down` halves the picture, without padding. */
type Conv = readonly [filters: number, height: number, width: number, down?: 'down'];

const AVERAGE: LayerParams = { poolSize: [3, 3], strides: [1, 1], padding: 'same' };
const MAX: LayerParams = { poolSize: [3, 3], strides: [2, 2] };

function conv(network: Network, from: NodeId, [filters, height, width, down]: Conv): NodeId {
  const shape = { filters, size: [height, width], strides: down ? 2 : 1, padding: down ? 'valid' : 'same' } as const;
  return relu(network, convNorm(network, from, { ...shape, norm: { scale: false } }));
}

/** Convolutions, one after the other. */
const chain = (network: Network, from: NodeId, ...convs: Conv[]): NodeId =>
  convs.reduce((last, each) => conv(network, last, each), from);

const join = (network: Network, branches: NodeId[], name?: string) => network.add('concatenate', {}, branches, name);

/** 35×35: 1×1, 5×5 and double 3×3 kernels. */
function module35(network: Network, from: NodeId, pooled: number, name: string): NodeId {
  const branches = [
    chain(network, from, [64, 1, 1]),
    chain(network, from, [48, 1, 1], [64, 5, 5]),
    chain(network, from, [64, 1, 1], [96, 3, 3], [96, 3, 3]),
    chain(network, network.add('averagePooling2d', AVERAGE, from), [pooled, 1, 1]),
  ];
  return join(network, branches, name);
}

/** 17×17: 7×7 kernels, each as 1×7 and 7×1. */
function module17(network: Network, from: NodeId, inner: number, name: string): NodeId {
  const branches = [
    chain(network, from, [192, 1, 1]),
    chain(network, from, [inner, 1, 1], [inner, 1, 7], [192, 7, 1]),
    chain(network, from, [inner, 1, 1], [inner, 7, 1], [inner, 1, 7], [inner, 7, 1], [192, 1, 7]),
    chain(network, network.add('averagePooling2d', AVERAGE, from), [192, 1, 1]),
  ];
  return join(network, branches, name);
}

/** 8×8: 1×3 and 3×1 kernels side by side. */
function module8(network: Network, from: NodeId, number: number): NodeId {
  const fork = (source: NodeId, name?: string) =>
    join(network, [chain(network, source, [384, 1, 3]), chain(network, source, [384, 3, 1])], name);
  const branches = [
    chain(network, from, [320, 1, 1]),
    fork(chain(network, from, [384, 1, 1]), `mixed9_${number}`),
    fork(chain(network, from, [448, 1, 1], [384, 3, 3])),
    chain(network, network.add('averagePooling2d', AVERAGE, from), [192, 1, 1]),
  ];
  return join(network, branches, `mixed${9 + number}`);
}

/** Layer for layer Keras's `InceptionV3`. */
export const inceptionV3 = imageNetTemplate({
  id: 'inception-v3',
  title: 'Inception v3',
  summary: 'Modules with factorized kernels: a 7×7 convolution becomes a 1×7 and a 7×1.',
  paper: {
    title: 'Rethinking the Inception architecture for computer vision',
    authors: 'Szegedy, Vanhoucke, Ioffe, Shlens, Wojna',
    year: 2015,
    arxiv: '1512.00567',
  },
  side: 299,
  draw(network, input, classes) {
    const valid = (from: NodeId, filters: number, size: number) =>
      relu(network, convNorm(network, from, { filters, size, padding: 'valid', norm: { scale: false } }));
    let last = valid(chain(network, input, [32, 3, 3, 'down']), 32, 3);
    last = network.add('maxPooling2d', MAX, chain(network, last, [64, 3, 3]));
    last = network.add('maxPooling2d', MAX, valid(valid(last, 80, 1), 192, 3));
    for (const [number, pooled] of [32, 64, 64].entries()) last = module35(network, last, pooled, `mixed${number}`);
    const to17 = [
      chain(network, last, [384, 3, 3, 'down']),
      chain(network, last, [64, 1, 1], [96, 3, 3], [96, 3, 3, 'down']),
      network.add('maxPooling2d', MAX, last),
    ];
    last = join(network, to17, 'mixed3');
    for (const [number, inner] of [128, 160, 160, 192].entries()) {
      last = module17(network, last, inner, `mixed${4 + number}`);
    }
    const to8 = [
      chain(network, last, [192, 1, 1], [320, 3, 3, 'down']),
      chain(network, last, [192, 1, 1], [192, 1, 7], [192, 7, 1], [192, 3, 3, 'down']),
      network.add('maxPooling2d', MAX, last),
    ];
    last = join(network, to8, 'mixed8');
    last = module8(network, module8(network, last, 0), 1);
    last = network.add('globalAveragePooling2d', {}, last, 'avg_pool');
    network.add('dense', { units: classes, activation: 'softmax' }, last, 'predictions');
  },
});
