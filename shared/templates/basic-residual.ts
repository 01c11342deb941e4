import type { NodeId } from '../graph/graph';
import { convNorm, relu } from './conv-norm';
import type { Network } from './network';

/**
 * Two 3×3 convolutions around which the input passes (He et al., 2015, figure 2); where the shape changes it passes a 1×1 convolution
 * (their option B).
 */
export function basicResidual(
  network: Network,
  from: NodeId,
  filters: number,
  strides: number,
  widens: boolean,
): NodeId {
  const first = relu(network, convNorm(network, from, { filters, size: 3, strides }));
  const body = convNorm(network, first, { filters, size: 3 });
  const shortcut = widens ? convNorm(network, from, { filters, size: 1, strides }) : from;
  return relu(network, network.add('add', {}, [body, shortcut]));
}

export const RESNET_PAPER = {
  title: 'Deep residual learning for image recognition',
  authors: 'He, Zhang, Ren, Sun',
  year: 2015,
  arxiv: '1512.03385',
} as const;
