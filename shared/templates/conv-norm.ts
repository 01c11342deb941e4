import type { NodeId } from '../graph/graph';
import type { LayerParams, Network } from './network';

interface ConvNorm {
  readonly filters: number;
  readonly size: number | readonly [height: number, width: number];
  readonly strides?: number;
  readonly padding?: 'same' | 'valid';
  readonly useBias?: boolean;
  readonly norm?: LayerParams;
  readonly names?: { readonly conv: string; readonly norm: string };
}

/** A convolution and the BatchNormalization of its channels, which makes a bias needless. */
export function convNorm(
  network: Network,
  from: NodeId,
  { filters, size, strides = 1, padding = 'same', useBias = false, norm = {}, names }: ConvNorm,
): NodeId {
  const kernelSize = typeof size === 'number' ? [size, size] : [...size];
  const params = { filters, kernelSize, strides: [strides, strides], padding, useBias };
  return network.add('batchNormalization', norm, network.add('conv2d', params, from, names?.conv), names?.norm);
}

/** A frame of zeros, equally wide at all sides. */
export const frame = (network: Network, from: NodeId, width: number, name: string): NodeId =>
  network.add('zeroPadding2d', { padding: { top: width, bottom: width, left: width, right: width } }, from, name);

export const relu = (network: Network, from: NodeId, name?: string): NodeId =>
  network.add('activation', { activation: 'relu' }, from, name);
