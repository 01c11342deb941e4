import { basicResidual, RESNET_PAPER } from './basic-residual';
import { convNorm, relu } from './conv-norm';
import { defineTemplate } from './template';

/** Section 4.2 of the paper, for pictures of 32×32 such as CIFAR-10's. */
export const resnet20 = defineTemplate({
  id: 'resnet-20',
  title: 'ResNet-20',
  summary: 'Nine residual blocks for small pictures: deep, yet quick to train.',
  paper: RESNET_PAPER,
  data: { dataset: 'image-folder', options: { height: 32, width: 32 } },
  training: {
    loss: 'sparse_categorical_crossentropy',
    optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.9 },
    batchSize: 64,
    epochs: 30,
  },
  draw(network) {
    let last = relu(network, convNorm(network, network.input(32, 32, 3), { filters: 16, size: 3 }));
    for (const filters of [16, 32, 64]) {
      for (let block = 0; block < 3; block++) {
        const widens = block === 0 && filters > 16;
        last = basicResidual(network, last, filters, widens ? 2 : 1, widens);
      }
    }
    last = network.add('globalAveragePooling2d', {}, last);
    network.add('dense', { units: 10, activation: 'softmax' }, last);
  },
});
