import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PictureDecoder, pictureDecoder } from '#main/data/image-folder/decoder';
import { type PictureForm, pictureBytes } from '#main/data/image-folder/options';
import { nodeBackend } from '#main/model/tensorflow';
import { loadTensorFlow } from '#main/runtime/load-tensorflow';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';

let folder: TempFolder;
let decoder: PictureDecoder;
const files: string[] = [];
const contents: Uint8Array[] = [];

beforeAll(async () => {
  const runtime = await loadTensorFlow({ device: 'cpu' });
  if (!runtime.ok) throw new Error('no TensorFlow');
  decoder = pictureDecoder(nodeBackend(runtime.value.tf).binding);
  folder = await makeTempFolder('decoder');
  for (let i = 0; i < 8; i++) {
    const picture = tf.randomUniform([61 + 5 * i, 90 - 3 * i, 3], 0, 255, 'int32', i) as tf.Tensor3D;
    const encoded = await tf.node.encodeJpeg(picture, 'rgb', 90);
    picture.dispose();
    files.push(path.join(folder.path, `${i}.jpg`));
    contents.push(encoded);
    await writeFile(files[i] ?? '', encoded);
  }
});
afterAll(() => folder.remove());

const form: PictureForm = { height: 37, width: 44, channels: 'rgb', fit: 'resize', antialias: false, turn: true };

describe('several pictures decoded at once', () => {
  test.each([
    ['as Keras resizes', form],
    ['with antialiasing', { ...form, antialias: true }],
    ['in one channel', { ...form, channels: 'grayscale' as const }],
    ['made larger', { ...form, height: 111, width: 120 }],
  ])('are to the bit those decoded one by one: %s', (_, wanted) => {
    const bytes = pictureBytes(wanted);
    const alone = new Uint8Array(8 * bytes);
    const sizes = contents.map((encoded, i) => {
      const decoded = decoder.one(encoded, wanted, alone.subarray(i * bytes, (i + 1) * bytes));
      return decoded.ok ? decoded.value.size : decoded.error;
    });
    const together = decoder.several?.(files, wanted);
    expect(Buffer.compare(together?.pixels ?? new Uint8Array(), alone)).toBe(0);
    expect(together?.sizes).toEqual(sizes);
  });

  test('are refused where one of them is damaged, and nothing stays behind', async () => {
    const spoilt = path.join(folder.path, 'spoilt.jpg');
    await writeFile(spoilt, (contents[0] ?? new Uint8Array()).subarray(0, 300));
    const before = tf.memory().numTensors;
    expect(decoder.several?.([...files.slice(0, 7), spoilt], form)).toBeNull();
    expect(decoder.several?.([...files.slice(0, 7), path.join(folder.path, 'missing.jpg')], form)).toBeNull();
    expect(decoder.several?.(files.slice(0, 4), form)?.sizes).toHaveLength(4);
    expect(tf.memory().numTensors).toBe(before);
  });
});
