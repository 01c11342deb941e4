import type { NodeId } from '../../graph/graph';
import type { LayerParams, Network } from '../network';

export const relu6 = (network: Network, from: NodeId, name?: string): NodeId =>
  network.add('activation', { activation: 'relu6' }, from, name);

interface DepthwiseNorm {
  readonly strides: number;
  readonly size?: number;
  readonly norm?: LayerParams;
  readonly names: { readonly pad: string; readonly conv: string; readonly norm: string };
}

/**
 * A depthwise convolution, BatchNormalization and relu6. One that halves a picture of even size pads it at its right and lower end only, as
 * Keras's applications do, so that their weights fit.
 */
export function depthwiseNorm(network: Network, from: NodeId, { strides, size = 3, norm = {}, names }: DepthwiseNorm) {
  const far = Math.floor(size / 2);
  const frame = { top: far - 1, bottom: far, left: far - 1, right: far };
  const framed = strides === 1 ? from : network.add('zeroPadding2d', { padding: frame }, from, names.pad);
  const padding = strides === 1 ? 'same' : 'valid';
  const params = { kernelSize: [size, size], strides: [strides, strides], padding, useBias: false };
  const last = network.add(
    'batchNormalization',
    norm,
    network.add('depthwiseConv2d', params, framed, names.conv),
    names.norm,
  );
  return relu6(network, last, `${names.conv}_relu`);
}
