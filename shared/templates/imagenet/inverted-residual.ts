import type { NodeId } from '../../graph/graph';
import { convNorm } from '../conv-norm';
import type { LayerParams, Network } from '../network';
import { depthwiseNorm, relu6 } from './depthwise-norm';

interface InvertedResidual {
  /** Channels that arrive. */
  readonly inputs: number;
  readonly filters: number;
  /** How many times wider it is inside. */
  readonly expansion: number;
  readonly strides: number;
  readonly size?: number;
  readonly norm?: LayerParams;
  /** Its layers are named `name_part`, and their norms as `normName` says. */
  readonly name: string;
  readonly normName: (layer: string) => string;
}

/**
 * Wide inside, narrow at its ends, without an activation at the end: an inverted residual block with a linear bottleneck (Sandler et
 * al., 2018, figure 3).
 */
export function invertedResidual(network: Network, from: NodeId, block: InvertedResidual): NodeId {
  const { inputs, filters, expansion, strides, size, norm, name, normName } = block;
  const namesOf = (part: string) => ({ conv: `${name}_${part}`, norm: normName(`${name}_${part}`) });
  const conv = (source: NodeId, outputs: number, part: string) =>
    convNorm(network, source, { filters: outputs, size: 1, norm, names: namesOf(part) });
  const wide = expansion === 1 ? from : relu6(network, conv(from, inputs * expansion, 'expand'), `${name}_expand_relu`);
  const names = { pad: `${name}_pad`, ...namesOf('depthwise') };
  const last = conv(depthwiseNorm(network, wide, { strides, size, norm, names }), filters, 'project');
  return inputs === filters && strides === 1 ? network.add('add', {}, [from, last], `${name}_add`) : last;
}
