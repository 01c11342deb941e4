import * as tf from '@tensorflow/tfjs-node-gpu';
import { expect, test } from 'vitest';
import type { LoadedDataset, Split } from '#main/data/define';
import { mixingOf, partsOfEnds } from '#main/training/batch-parts';
import { BatchStream, batchesOf, epochOrder } from '#main/training/batches';
import { mixedSample } from '#main/training/mixed-samples';
import { asList } from '#main/training/train-step';
import { Augmentation } from '#shared/data/augmentations/augmentations';
import { normals } from '../../support/trained';

const SHAPE = [4, 5, 1];
const SIZE = 20;
const [COUNT, BATCH, CLASSES] = [22, 8, 3];

test('a sample that is looked at is what the run trains with, with its classes by their shares', async () => {
  const values = normals(COUNT * SIZE, 4);
  const training: Split = {
    count: COUNT,
    labels: Int32Array.from({ length: COUNT }, (_, i) => i % CLASSES),
    async gather(indices, into) {
      for (const [at, index] of Array.from(indices).entries()) {
        into.set(values.subarray(index * SIZE, (index + 1) * SIZE), at * SIZE);
      }
    },
  };
  const classes = ['a', 'b', 'c'];
  const info: LoadedDataset['info'] = {
    ...{ id: 'made', title: 'Made', summary: '', kind: 'image', sampleShape: SHAPE, classes },
    ...{ trainingSamples: COUNT, validationSamples: 0, optionsSchema: {} },
  };
  const data = { info, training, validation: training, fingerprint: '' };
  const augmentations = ['mixup', 'cutmix', 'mixup'].map(type => Augmentation.parse({ type, alpha: 1 }));
  const { mixing } = mixingOf(augmentations, SHAPE);
  if (!mixing) throw new Error('It mixes.');
  const target = { kind: 'class', name: 'class', classes } as const;
  const inputs = [{ node: 'in', shape: [null, ...SHAPE], input: { name: 'sample', shape: SHAPE } }];
  const output = {
    node: 'out',
    shape: [null, CLASSES],
    loss: 'sparse_categorical_crossentropy',
    weight: 1,
    target,
  } as const;
  const parts = partsOfEnds({ inputs, outputs: [output] }, 'class', augmentations);
  const draw = { seed: 9, epoch: 3 };
  const stream = new BatchStream(tf, training, batchesOf(epochOrder(training, 9, 3), BATCH), parts, draw);
  let seen = 0;
  for (let batch = await stream.next(); batch; batch = await stream.next()) {
    const [pictures, shares] = [asList(batch.samples)[0], asList(batch.labels)[0]];
    if (!pictures || !shares) throw new Error('A batch has samples and labels.');
    for (const [at, index] of batch.indices.entries()) {
      const looked = await mixedSample(tf, data, index, mixing, { ...draw, batchSize: BATCH });
      expect(Array.from(looked.values)).toEqual(Array.from(pictures.slice(at, 1).dataSync()));
      const row = new Array<number>(CLASSES).fill(0);
      for (const { label, share } of looked.shares) row[label] = share;
      expect(row).toEqual(Array.from(shares.slice(at, 1).dataSync()));
      expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
      seen++;
    }
    stream.done(batch);
  }
  expect(seen).toBe(COUNT);
});
