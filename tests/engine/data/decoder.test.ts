import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Way } from '#main/data/image-folder/decode-several';
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

const both: readonly Way[] = ['resized', 'whole'];
const forms: readonly (readonly [name: string, form: PictureForm, ways: readonly Way[]])[] = [
  ['as Keras resizes', form, both],
  ['with antialiasing', { ...form, antialias: true }, ['resized']],
  ['in one channel', { ...form, channels: 'grayscale' }, both],
  ['made larger', { ...form, height: 111, width: 120 }, both],
];

describe('several pictures decoded at once', () => {
  test.each(forms.flatMap(([name, wanted, ways]) => ways.map(way => [name, way, wanted] as const)))(
    'are to the bit those decoded one by one: %s, %s',
    (_, way, wanted) => {
      const bytes = pictureBytes(wanted);
      const alone = new Uint8Array(8 * bytes);
      const together = new Uint8Array(8 * bytes);
      const placesIn = (all: Uint8Array) => contents.map((_, i) => all.subarray(i * bytes, (i + 1) * bytes));
      const sizes = placesIn(alone).map((place, i) => {
        const decoded = decoder.one(contents[i] ?? new Uint8Array(), wanted, place);
        return decoded.ok ? decoded.value.size : decoded.error;
      });
      expect(decoder.several?.(files, wanted, way, placesIn(together))).toEqual(sizes);
      expect(Buffer.compare(together, alone)).toBe(0);
    },
  );

  test('become shades where those are wanted', () => {
    const bytes = new Uint8Array(pictureBytes(form));
    const shades = new Float32Array(bytes.length);
    decoder.several?.(files.slice(0, 1), form, 'whole', [bytes]);
    decoder.several?.(files.slice(0, 1), form, 'whole', [shades]);
    expect(shades).toEqual(Float32Array.from(bytes, byte => byte / 255));
  });

  test.each(both)('are refused where one of them is damaged, and nothing stays behind: %s', async way => {
    const spoilt = path.join(folder.path, 'spoilt.jpg');
    await writeFile(spoilt, (contents[0] ?? new Uint8Array()).subarray(0, 300));
    const places = files.map(() => new Uint8Array(pictureBytes(form)));
    const before = tf.memory().numTensors;
    expect(decoder.several?.([...files.slice(0, 7), spoilt], form, way, places)).toBeNull();
    expect(
      decoder.several?.([...files.slice(0, 7), path.join(folder.path, 'missing.jpg')], form, way, places),
    ).toBeNull();
    expect(decoder.several?.(files.slice(0, 4), form, way, places.slice(0, 4))).toHaveLength(4);
    expect(tf.memory().numTensors).toBe(before);
  });
});
