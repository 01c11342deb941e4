import { autoencoder } from './autoencoder';
import { classAndBox } from './class-and-box';
import { denseClassifier } from './dense-classifier';
import { gruText } from './gru-text';
import { alexnet } from './imagenet/alexnet';
import { densenet121 } from './imagenet/densenet121';
import { efficientnetLite0 } from './imagenet/efficientnet-lite0';
import { googlenet } from './imagenet/googlenet';
import { inceptionV3 } from './imagenet/inception-v3';
import { mobilenet } from './imagenet/mobilenet';
import { mobilenetV2 } from './imagenet/mobilenet-v2';
import { resnet18 } from './imagenet/resnet18';
import { resnet50 } from './imagenet/resnet50';
import { vgg16 } from './imagenet/vgg16';
import { vgg19 } from './imagenet/vgg19';
import { lenet5 } from './lenet-5';
import { logisticRegression } from './logistic-regression';
import { lstmText } from './lstm-text';
import { mnistCnn } from './mnist-cnn';
import { resnet20 } from './resnet-20';
import type { Template } from './template';
import { textCnn } from './text-cnn';
import { uNet } from './u-net';
import { visionTransformer } from './vision-transformer';

/** Every template, simplest first. A new one is one file and one line here. */
export const templates: readonly Template[] = [
  logisticRegression,
  denseClassifier,
  mnistCnn,
  lenet5,
  autoencoder,
  classAndBox,
  uNet,
  lstmText,
  gruText,
  textCnn,
  resnet20,
  visionTransformer,
  alexnet,
  vgg16,
  vgg19,
  googlenet,
  inceptionV3,
  resnet18,
  resnet50,
  densenet121,
  mobilenet,
  mobilenetV2,
  efficientnetLite0,
];
