import type { Activation, tfjsActivation } from './activations';
import type { BuiltLayer } from './define';

interface Named {
  readonly name: string;
}

export interface GroupedConv2DArgs extends Named {
  readonly filters: number;
  readonly kernelSize: readonly number[];
  readonly strides: readonly number[];
  readonly padding: 'valid' | 'same';
  readonly dilationRate: readonly number[];
  readonly groups: number;
  readonly useBias: boolean;
  /** As tfjs names it. */
  readonly activation: ReturnType<typeof tfjsActivation>;
}

export interface BilinearUpSampling2DArgs extends Named {
  /** How many times higher and wider. */
  readonly size: readonly [number, number];
}

export interface GroupNormalizationArgs extends Named {
  /** -1 stands for one group a channel. */
  readonly groups: number;
  readonly epsilon: number;
  readonly center: boolean;
  readonly scale: boolean;
}

/** What a recurrent layer computes; what only some have is absent in the others. */
export interface RecurrentConfig extends Named {
  readonly units: number;
  readonly activation: Activation;
  readonly useBias: boolean;
  readonly returnSequences: boolean;
  readonly goBackwards: boolean;
  /** The gates of LSTM and GRU. */
  readonly recurrentActivation?: Activation;
  /** LSTM. */
  readonly unitForgetBias?: boolean;
  /** GRU: Keras's default form, which tfjs lacks. */
  readonly resetAfter?: boolean;
}

/** A recurrent layer inside another one, as Keras serializes it. */
export interface WrappedRecurrent {
  readonly className: 'SimpleRNN' | 'LSTM' | 'GRU';
  readonly config: RecurrentConfig;
}

export interface BidirectionalArgs extends Named {
  readonly mergeMode: 'concat' | 'sum' | 'mul' | 'ave';
  /** The one that reads forwards. */
  readonly layer: WrappedRecurrent;
}

export interface MultiHeadAttentionArgs extends Named {
  readonly numHeads: number;
  readonly keyDim: number;
  readonly useBias: boolean;
}

export interface AttentionArgs extends Named {
  readonly useScale: boolean;
  readonly scoreMode: 'dot' | 'concat';
}

/** Layers that tfjs lacks, or takes in another way: what they compute is in main/model/own-layers. Arguments are named as in Keras, in camelCase. */
export interface OwnLayers {
  subtract(args: Named): BuiltLayer;
  groupedConv2d(args: GroupedConv2DArgs): BuiltLayer;
  bilinearUpSampling2d(args: BilinearUpSampling2DArgs): BuiltLayer;
  groupNormalization(args: GroupNormalizationArgs): BuiltLayer;
  simpleRnn(args: RecurrentConfig): BuiltLayer;
  lstm(args: RecurrentConfig): BuiltLayer;
  gru(args: RecurrentConfig): BuiltLayer;
  bidirectional(args: BidirectionalArgs): BuiltLayer;
  multiHeadAttention(args: MultiHeadAttentionArgs): BuiltLayer;
  attention(args: AttentionArgs): BuiltLayer;
}
