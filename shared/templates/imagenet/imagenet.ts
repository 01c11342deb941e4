import type { z } from 'zod';
import type { NodeId } from '../../graph/graph';
import type { TrainingSettings } from '../../training/settings';
import type { Network } from '../network';
import { defineTemplate, type Paper, type Template } from '../template';

/** The classes of the ImageNet challenge, which all of these networks were made for. */
const CLASSES = 1000;

interface ImageNetSpec {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly paper: Paper;
  /** Height and width of its pictures, in pixels. */
  readonly side: number;
  readonly training?: z.input<typeof TrainingSettings>;
  /** @returns nothing: the last layer added is the output */
  draw(network: Network, input: NodeId, classes: number): void;
}

/** A network for colour pictures of 1,000 classes, to be trained on a folder of one's own. */
export const imageNetTemplate = ({ side, draw, training, ...about }: ImageNetSpec): Template =>
  defineTemplate({
    ...about,
    data: { dataset: 'image-folder', options: { height: side, width: side } },
    training: {
      loss: 'sparse_categorical_crossentropy',
      optimizer: { type: 'sgd', learningRate: 0.01, momentum: 0.9 },
      batchSize: 32,
      epochs: 30,
      ...training,
    },
    draw: network => draw(network, network.input(side, side, 3), CLASSES),
  });
