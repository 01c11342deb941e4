import { basicResidual, RESNET_PAPER } from '../basic-residual';
import { convNorm, relu } from '../conv-norm';
import { imageNetTemplate } from './imagenet';

export const resnet18 = imageNetTemplate({
  id: 'resnet18',
  title: 'ResNet18',
  summary: 'Eight residual blocks: around each of them the signal passes unchanged, so that depth does no harm.',
  paper: RESNET_PAPER,
  side: 224,
  draw(network, input, classes) {
    let last = relu(network, convNorm(network, input, { filters: 64, size: 7, strides: 2 }));
    last = network.add('maxPooling2d', { poolSize: [3, 3], strides: [2, 2], padding: 'same' }, last);
    for (const filters of [64, 128, 256, 512]) {
      const widens = filters > 64;
      last = basicResidual(network, last, filters, widens ? 2 : 1, widens);
      last = basicResidual(network, last, filters, 1, false);
    }
    last = network.add('globalAveragePooling2d', {}, last);
    network.add('dense', { units: classes, activation: 'softmax' }, last);
  },
});
