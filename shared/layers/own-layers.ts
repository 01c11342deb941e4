import type { Activation, tfjsActivation } from './activations';
import type { BuiltLayer } from './define';
import type { RecurrentSettings } from './recurrent/recurrent';

interface Named {
  readonly name: string;
}

/** A convolution over pictures or volumes that tfjs lacks; what only some have is absent in the others. */
export interface GridConvolutionArgs extends Named {
  readonly kernelSize: readonly number[];
  readonly strides: readonly number[];
  readonly padding: 'valid' | 'same';
  readonly dilationRate: readonly number[];
  readonly useBias: boolean;
  /** As tfjs names it. */
  readonly activation: ReturnType<typeof tfjsActivation>;
  readonly filters?: number;
  readonly groups?: number;
  readonly depthMultiplier?: number;
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

/** A convolution along series that tfjs lacks; what only some have is absent in the others. */
export interface SeriesConvolutionArgs extends Named {
  readonly kernelSize: number;
  readonly strides: number;
  readonly padding: 'valid' | 'same' | 'causal';
  readonly useBias: boolean;
  /** As tfjs names it. */
  readonly activation: ReturnType<typeof tfjsActivation>;
  readonly filters?: number;
  readonly depthMultiplier?: number;
  readonly groups?: number;
  readonly dilationRate?: number;
}

type Sides = readonly [before: number, after: number];

/** The one axis of series, or every axis of volumes. */
export interface ZeroPaddingArgs extends Named {
  readonly padding: Sides | readonly Sides[];
}

export interface CroppingArgs extends Named {
  readonly cropping: Sides | readonly Sides[];
}

export interface UpSamplingArgs extends Named {
  readonly size: number | readonly number[];
}

export interface ShapedReluArgs extends Named {
  /** `null` is no limit. */
  readonly maxValue: number | null;
  readonly negativeSlope: number;
  readonly threshold: number;
}

export interface ScaledEluArgs extends Named {
  readonly alpha: number;
}

/** A layer that works along one axis, the batch being 0; counted from the end where it is below 0. */
export interface AxisArgs extends Named {
  readonly axis: number;
}

export interface ResizingArgs extends Named {
  readonly height: number;
  readonly width: number;
  readonly interpolation: 'nearest' | 'bilinear';
  readonly cropToAspectRatio: boolean;
  readonly padToAspectRatio: boolean;
  readonly fillValue: number;
}

export interface NormalizationArgs extends Named {
  /** One number for each channel, or one for all. */
  readonly mean: number | readonly number[];
  readonly variance: number | readonly number[];
  readonly invert: boolean;
}

export interface RmsNormalizationArgs extends Named {
  readonly epsilon: number;
}

export interface GlobalPoolingArgs extends Named {
  readonly mode: 'average' | 'max';
  readonly keepdims: boolean;
}

/** What a recurrent layer computes; what only some have is absent in the others. */
export interface RecurrentConfig extends Named, Partial<RecurrentSettings> {
  readonly units: number;
  readonly activation: Activation;
  readonly useBias: boolean;
  readonly returnSequences: boolean;
  readonly goBackwards: boolean;
  /** What part of the inputs, and of the state, a training step drops; absent is none. */
  readonly dropout?: number;
  readonly recurrentDropout?: number;
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
  groupedConv2d(args: GridConvolutionArgs): BuiltLayer;
  groupedConv3d(args: GridConvolutionArgs): BuiltLayer;
  dilatedDepthwiseConv2d(args: GridConvolutionArgs): BuiltLayer;
  bilinearUpSampling2d(args: BilinearUpSampling2DArgs): BuiltLayer;
  groupNormalization(args: GroupNormalizationArgs): BuiltLayer;
  conv1dTranspose(args: SeriesConvolutionArgs): BuiltLayer;
  causalConv1d(args: SeriesConvolutionArgs): BuiltLayer;
  groupedConv1d(args: SeriesConvolutionArgs): BuiltLayer;
  depthwiseConv1d(args: SeriesConvolutionArgs): BuiltLayer;
  separableConv1d(args: SeriesConvolutionArgs): BuiltLayer;
  zeroPadding(args: ZeroPaddingArgs): BuiltLayer;
  cropping(args: CroppingArgs): BuiltLayer;
  upSampling(args: UpSamplingArgs): BuiltLayer;
  shapedRelu(args: ShapedReluArgs): BuiltLayer;
  scaledElu(args: ScaledEluArgs): BuiltLayer;
  axisSoftmax(args: AxisArgs): BuiltLayer;
  resizing(args: ResizingArgs): BuiltLayer;
  normalization(args: NormalizationArgs): BuiltLayer;
  unitNormalization(args: AxisArgs): BuiltLayer;
  rmsNormalization(args: RmsNormalizationArgs): BuiltLayer;
  globalPooling(args: GlobalPoolingArgs): BuiltLayer;
  simpleRnn(args: RecurrentConfig): BuiltLayer;
  lstm(args: RecurrentConfig): BuiltLayer;
  gru(args: RecurrentConfig): BuiltLayer;
  bidirectional(args: BidirectionalArgs): BuiltLayer;
  multiHeadAttention(args: MultiHeadAttentionArgs): BuiltLayer;
  attention(args: AttentionArgs): BuiltLayer;
}
