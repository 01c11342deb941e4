import { activation } from './activation/activation';
import { conv1d } from './convolution/conv1d';
import { conv2d } from './convolution/conv2d';
import { conv2dTranspose } from './convolution/conv2d-transpose';
import { conv3d } from './convolution/conv3d';
import { depthwiseConv2d } from './convolution/depthwise-conv2d';
import { separableConv2d } from './convolution/separable-conv2d';
import { dense } from './core/dense';
import { input } from './core/input';
import type { LayerDefinition } from './define';
import { add } from './merging/add';
import { concatenate } from './merging/concatenate';
import { batchNormalization } from './normalization/batch-normalization';
import { groupNormalization } from './normalization/group-normalization';
import { layerNormalization } from './normalization/layer-normalization';
import { averagePooling2d } from './pooling/average-pooling2d';
import { globalAveragePooling2d } from './pooling/global-average-pooling2d';
import { maxPooling2d } from './pooling/max-pooling2d';
import { dropout } from './regularization/dropout';
import { flatten } from './reshaping/flatten';
import { reshape } from './reshaping/reshape';

/** Every layer of the studio, in palette order. A new layer is one file and one line here. */
const definitions: readonly LayerDefinition[] = [
  input,
  dense,
  conv2d,
  depthwiseConv2d,
  separableConv2d,
  conv2dTranspose,
  conv1d,
  conv3d,
  maxPooling2d,
  averagePooling2d,
  globalAveragePooling2d,
  batchNormalization,
  layerNormalization,
  groupNormalization,
  dropout,
  activation,
  flatten,
  reshape,
  add,
  concatenate,
];

export const layers: ReadonlyMap<string, LayerDefinition> = new Map(definitions.map(layer => [layer.type, layer]));
