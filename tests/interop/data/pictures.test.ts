import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { imageFolderDataset } from '#main/data/image-folder';
import { loadTensorFlow } from '#main/runtime/load-tensorflow';
import { bmp } from '../../support/picture-files';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { fromWire, runKeras, WireTensor } from '../keras/run-keras';

/** Ours are rounded to bytes. */
const HALF_A_SHADE = 0.5001 / 255;
const HEIGHT = 48;
const WIDTH = 40;

let folder: TempFolder;
beforeAll(async () => {
  folder = await makeTempFolder('keras-pictures');
  for (const [number, name] of ['ant', 'bee'].entries()) {
    await mkdir(path.join(folder.path, name));
    for (let i = 0; i < 4; i++) {
      const picture = tf.tidy(() => {
        const coarse = tf.randomUniform([6, 7, 3], 0, 255, 'float32', 10 * number + i) as tf.Tensor3D;
        return tf.cast(tf.image.resizeBilinear(coarse, [90 + 13 * i, 120 - 17 * i]), 'int32') as tf.Tensor3D;
      });
      const encoded = i % 2 ? await tf.node.encodePng(picture) : await tf.node.encodeJpeg(picture, 'rgb', 90);
      picture.dispose();
      await writeFile(path.join(folder.path, name, i % 2 ? `${i}.png` : `${i}.jpg`), encoded);
    }
    await writeFile(
      path.join(folder.path, name, '9.bmp'),
      bmp(33, 21, (row, column) => [row * 7, column * 11, 128]),
    );
  }
});
afterAll(() => folder.remove());

/** Every picture, in the order of classes and names. */
async function ours(options: object): Promise<Float32Array> {
  const dataset = imageFolderDataset(() => loadTensorFlow());
  const loaded = await dataset.load(
    { folder: folder.path, height: HEIGHT, width: WIDTH, validationShare: 0.01, ...options },
    { signal: new AbortController().signal, report: () => undefined },
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  const { training, validation, info } = loaded.value;
  const size = info.sampleShape.reduce((product, length) => product * length, 1);
  const parts = await Promise.all(
    [training, validation].map(async split => {
      const values = new Float32Array(split.count * size);
      await split.gather([...split.labels.keys()], values);
      return Array.from({ length: split.count }, (_, i) => values.subarray(i * size, (i + 1) * size));
    }),
  );
  return Float32Array.from(inOneOrder(parts.flat()).flatMap(picture => [...picture]));
}

/** Which pictures are for validation does not matter here. */
const inOneOrder = (pictures: readonly Float32Array[]): Float32Array[] =>
  [...pictures].sort((a, b) => sumOf(a) - sumOf(b));
const sumOf = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0);

const BY_KERAS = `
dataset = keras.utils.image_dataset_from_directory(
    args["folder"], image_size=(${HEIGHT}, ${WIDTH}), batch_size=100, shuffle=False, verbose=False)
samples = next(iter(dataset))[0].numpy()`;
const BY_TENSORFLOW = `
import tensorflow as tf
from pathlib import Path
samples = np.stack([
    tf.image.resize(tf.io.decode_image(path.read_bytes(), channels=3, expand_animations=False),
                    (${HEIGHT}, ${WIDTH}), antialias=True)
    for path in Path(args["folder"]).glob("*/*")
])`;

test.each([
  ['image_dataset_from_directory', { antialias: false }, BY_KERAS],
  ['tf.image.resize with antialias', { antialias: true }, BY_TENSORFLOW],
])('pictures from a folder are those of %s, rounded to bytes', async (_, options, read) => {
  const answer = await runKeras(
    `${read}\nresult = from_array((samples / 255).astype("float32"))`,
    { folder: folder.path },
    WireTensor,
  );
  const size = answer.shape.slice(1).reduce((product, length) => product * length, 1);
  const values = fromWire(answer);
  const theirs = inOneOrder(
    Array.from({ length: values.length / size }, (_unused, i) => values.subarray(i * size, (i + 1) * size)),
  );
  const expected = Float32Array.from(theirs.flatMap(picture => [...picture]));
  const actual = await ours(options);
  expect(actual.length).toBe(expected.length);
  const largest = actual.reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? Number.NaN))), 0);
  expect(largest).toBeLessThanOrEqual(HALF_A_SHADE);
});

/** Writes a picture in each orientation as a camera does, and gives back how Pillow shows them. */
const TURNED_BY_PILLOW = `
from pathlib import Path
from PIL import Image, ImageOps
rng = np.random.default_rng(0)
shown = []
for name, options in [("jpeg", {"quality": 100, "subsampling": 0}), ("png", {}), ("webp", {"lossless": True})]:
    (Path(args["folder"]) / name).mkdir()
    for orientation in range(1, 9):
        coarse = Image.fromarray(rng.integers(0, 256, (3, 5, 3), dtype=np.uint8))
        exif = Image.Exif()
        exif[0x010F] = "A camera"
        exif[0x0112] = orientation
        file = Path(args["folder"]) / name / f"{orientation}.{name}"
        coarse.resize((${WIDTH}, ${HEIGHT}), Image.BILINEAR).save(file, exif=exif, **options)
        picture = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
        shown.append(keras.ops.image.resize(np.asarray(picture, dtype="float32"), (${HEIGHT}, ${WIDTH})))
result = from_array((np.stack(shown) / 255).astype("float32"))`;

test('pictures that were stored lying down or mirrored are turned as their EXIF says', async () => {
  const own = await makeTempFolder('turned-pictures');
  try {
    const answer = await runKeras(TURNED_BY_PILLOW, { folder: own.path }, WireTensor);
    const expected = picturesOf(fromWire(answer), 24);
    const actual = picturesOf(await ours({ folder: own.path, antialias: false }), 24);
    const asStored = picturesOf(await ours({ folder: own.path, antialias: false, turn: false }), 24);
    // Two decoders of JPEG differ by a few shades.
    const isAmong = (picture: Float32Array, others: readonly Float32Array[]) =>
      others.some(other => picture.every((value, i) => Math.abs(value - (other[i] ?? Number.NaN)) < 10 / 255));
    expect(expected.map(picture => isAmong(picture, actual))).toEqual(expected.map(() => true));
    expect(expected.filter(picture => isAmong(picture, asStored))).toHaveLength(3);
  } finally {
    await own.remove();
  }
});

const picturesOf = (values: Float32Array, count: number): Float32Array[] =>
  Array.from({ length: count }, (_, i) =>
    values.subarray((i * values.length) / count, ((i + 1) * values.length) / count),
  );
