import { activation } from './activation/activation';
import { leakyRelu } from './activation/leaky-relu';
import { prelu } from './activation/prelu';
import { attention } from './attention/attention';
import { multiHeadAttention } from './attention/multi-head-attention';
import { conv1d } from './convolution/conv1d';
import { conv2d } from './convolution/conv2d';
import { conv2dTranspose } from './convolution/conv2d-transpose';
import { conv3d } from './convolution/conv3d';
import { depthwiseConv2d } from './convolution/depthwise-conv2d';
import { fixedConv2d } from './convolution/fixed-conv2d';
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
import { rescaling } from './normalization/rescaling';
import { averagePooling1d } from './pooling/average-pooling1d';
import { averagePooling2d } from './pooling/average-pooling2d';
import { averagePooling3d } from './pooling/average-pooling3d';
import { globalAveragePooling1d } from './pooling/global-average-pooling1d';
import { globalAveragePooling2d } from './pooling/global-average-pooling2d';
import { globalMaxPooling1d } from './pooling/global-max-pooling1d';
import { globalMaxPooling2d } from './pooling/global-max-pooling2d';
import { maxPooling1d } from './pooling/max-pooling1d';
import { maxPooling2d } from './pooling/max-pooling2d';
import { maxPooling3d } from './pooling/max-pooling3d';
import { bidirectional } from './recurrent/bidirectional';
import { gru } from './recurrent/gru';
import { lstm } from './recurrent/lstm';
import { simpleRnn } from './recurrent/simple-rnn';
import { timeDistributed } from './recurrent/time-distributed';
import { dropout } from './regularization/dropout';
import { gaussianNoise } from './regularization/gaussian-noise';
import { spatialDropout1d } from './regularization/spatial-dropout1d';
import { spatialDropout2d } from './regularization/spatial-dropout2d';
import { cropping2d } from './reshaping/cropping2d';
import { flatten } from './reshaping/flatten';
import { permute } from './reshaping/permute';
import { repeatVector } from './reshaping/repeat-vector';
import { reshape } from './reshaping/reshape';
import { upSampling2d } from './reshaping/up-sampling2d';
import { zeroPadding2d } from './reshaping/zero-padding2d';

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
  conv3d,
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
  batchNormalization,
  layerNormalization,
  groupNormalization,
  rescaling,
  dropout,
  spatialDropout1d,
  spatialDropout2d,
  gaussianNoise,
  activation,
  leakyRelu,
  prelu,
  flatten,
  reshape,
  permute,
  repeatVector,
  zeroPadding2d,
  cropping2d,
  upSampling2d,
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
