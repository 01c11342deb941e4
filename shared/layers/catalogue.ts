import { activation } from './activation/activation';
import { elu } from './activation/elu';
import { leakyRelu } from './activation/leaky-relu';
import { prelu } from './activation/prelu';
import { relu } from './activation/relu';
import { softmax } from './activation/softmax';
import { attention } from './attention/attention';
import { multiHeadAttention } from './attention/multi-head-attention';
import { conv1d } from './convolution/conv1d';
import { conv1dTranspose } from './convolution/conv1d-transpose';
import { conv2d } from './convolution/conv2d';
import { conv2dTranspose } from './convolution/conv2d-transpose';
import { conv3d } from './convolution/conv3d';
import { conv3dTranspose } from './convolution/conv3d-transpose';
import { depthwiseConv1d } from './convolution/depthwise-conv1d';
import { depthwiseConv2d } from './convolution/depthwise-conv2d';
import { fixedConv2d } from './convolution/fixed-conv2d';
import { separableConv1d } from './convolution/separable-conv1d';
import { separableConv2d } from './convolution/separable-conv2d';
import { dense } from './core/dense';
import { embedding } from './core/embedding';
import { input } from './core/input';
import type { LayerDefinition } from './define';
import { add } from './merging/add';
import { average } from './merging/average';
import { concatenate } from './merging/concatenate';
import { dot } from './merging/dot';
import { maximum } from './merging/maximum';
import { minimum } from './merging/minimum';
import { multiply } from './merging/multiply';
import { subtract } from './merging/subtract';
import { batchNormalization } from './normalization/batch-normalization';
import { groupNormalization } from './normalization/group-normalization';
import { layerNormalization } from './normalization/layer-normalization';
import { normalization } from './normalization/normalization';
import { rescaling } from './normalization/rescaling';
import { rmsNormalization } from './normalization/rms-normalization';
import { unitNormalization } from './normalization/unit-normalization';
import { averagePooling1d } from './pooling/average-pooling1d';
import { averagePooling2d } from './pooling/average-pooling2d';
import { averagePooling3d } from './pooling/average-pooling3d';
import { globalAveragePooling1d } from './pooling/global-average-pooling1d';
import { globalAveragePooling2d } from './pooling/global-average-pooling2d';
import { globalAveragePooling3d } from './pooling/global-average-pooling3d';
import { globalMaxPooling1d } from './pooling/global-max-pooling1d';
import { globalMaxPooling2d } from './pooling/global-max-pooling2d';
import { globalMaxPooling3d } from './pooling/global-max-pooling3d';
import { maxPooling1d } from './pooling/max-pooling1d';
import { maxPooling2d } from './pooling/max-pooling2d';
import { maxPooling3d } from './pooling/max-pooling3d';
import { bidirectional } from './recurrent/bidirectional';
import { gru } from './recurrent/gru';
import { lstm } from './recurrent/lstm';
import { simpleRnn } from './recurrent/simple-rnn';
import { timeDistributed } from './recurrent/time-distributed';
import { activityRegularization } from './regularization/activity-regularization';
import { alphaDropout } from './regularization/alpha-dropout';
import { dropout } from './regularization/dropout';
import { gaussianDropout } from './regularization/gaussian-dropout';
import { gaussianNoise } from './regularization/gaussian-noise';
import { spatialDropout1d } from './regularization/spatial-dropout1d';
import { spatialDropout2d } from './regularization/spatial-dropout2d';
import { spatialDropout3d } from './regularization/spatial-dropout3d';
import { cropping1d } from './reshaping/cropping1d';
import { cropping2d } from './reshaping/cropping2d';
import { cropping3d } from './reshaping/cropping3d';
import { flatten } from './reshaping/flatten';
import { permute } from './reshaping/permute';
import { repeatVector } from './reshaping/repeat-vector';
import { reshape } from './reshaping/reshape';
import { resizing } from './reshaping/resizing';
import { upSampling1d } from './reshaping/up-sampling1d';
import { upSampling2d } from './reshaping/up-sampling2d';
import { upSampling3d } from './reshaping/up-sampling3d';
import { zeroPadding1d } from './reshaping/zero-padding1d';
import { zeroPadding2d } from './reshaping/zero-padding2d';
import { zeroPadding3d } from './reshaping/zero-padding3d';

/** Every layer of the studio, in palette order. A new layer is one file and one line here. */
const definitions: readonly LayerDefinition[] = [
  input,
  dense,
  embedding,
  conv2d,
  depthwiseConv2d,
  separableConv2d,
  fixedConv2d,
  conv2dTranspose,
  conv1d,
  depthwiseConv1d,
  separableConv1d,
  conv1dTranspose,
  conv3d,
  conv3dTranspose,
  maxPooling2d,
  averagePooling2d,
  globalAveragePooling2d,
  globalMaxPooling2d,
  maxPooling1d,
  averagePooling1d,
  globalAveragePooling1d,
  globalMaxPooling1d,
  maxPooling3d,
  averagePooling3d,
  globalAveragePooling3d,
  globalMaxPooling3d,
  batchNormalization,
  layerNormalization,
  groupNormalization,
  rmsNormalization,
  unitNormalization,
  rescaling,
  normalization,
  dropout,
  spatialDropout1d,
  spatialDropout2d,
  spatialDropout3d,
  gaussianNoise,
  gaussianDropout,
  alphaDropout,
  activityRegularization,
  activation,
  relu,
  leakyRelu,
  elu,
  prelu,
  softmax,
  flatten,
  reshape,
  permute,
  repeatVector,
  zeroPadding2d,
  cropping2d,
  upSampling2d,
  resizing,
  upSampling1d,
  cropping1d,
  zeroPadding1d,
  upSampling3d,
  cropping3d,
  zeroPadding3d,
  add,
  concatenate,
  multiply,
  subtract,
  average,
  maximum,
  minimum,
  dot,
  simpleRnn,
  lstm,
  gru,
  bidirectional,
  timeDistributed,
  multiHeadAttention,
  attention,
];

export const layers: ReadonlyMap<string, LayerDefinition> = new Map(definitions.map(layer => [layer.type, layer]));
