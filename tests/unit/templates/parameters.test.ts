import { describe, expect, test } from 'vitest';
import { checkProject } from '#shared/project/check';
import { templates } from '#shared/templates/catalogue';

/**
 * All weights, moving averages too. Keras's own applications where it has the network; torchvision's ResNet18 has the same
 * 11,689,512 trainable ones; GoogLeNet without its two inner outputs; the others counted from their papers' tables by hand.
 */
const PARAMETERS: Readonly<Record<string, number>> = {
  'logistic-regression': 3,
  'dense-classifier': 411_201,
  'mnist-cnn': 225_034,
  'lenet-5': 61_706,
  autoencoder: 120_769,
  'class-and-box': 320_142,
  'u-net': 116_923,
  'lstm-text': 176_770,
  'gru-text': 44_328,
  'text-cnn': 369_730,
  'resnet-20': 274_042,
  'vision-transformer': 136_394,
  alexnet: 62_378_344,
  vgg16: 138_357_544,
  vgg19: 143_667_240,
  googlenet: 6_998_552,
  'inception-v3': 23_851_784,
  resnet18: 11_699_112,
  resnet50: 25_636_712,
  mobilenet: 4_253_864,
  'mobilenet-v2': 3_538_984,
  densenet121: 8_062_504,
  'efficientnet-lite0': 4_694_024,
};

describe.each(templates.map(template => [template.id, template] as const))('%s', (id, template) => {
  const project = template.project();

  test('has the parameters of the network it is', () => {
    expect(checkProject(project).problems).toEqual([]);
    expect(checkProject(project).parameters).toBe(PARAMETERS[id]);
  });

  test('gives every layer a place of its own', () => {
    const places = project.graph.nodes.map(({ id: node }) => project.layout[node]);
    expect(new Set(places.map(place => `${place?.x} ${place?.y}`)).size).toBe(project.graph.nodes.length);
  });
});
