import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { setUpKeras } from '../setup/keras';
import { ensureBuilt } from '../support/built';
import { repoRoot } from '../support/repo';
import { makeTempFolder } from '../support/temp-folder';
import { type Contender, startContender } from './contender';

/** Pictures as a camera's, made small: so many, of so many pixels, read as batches of 224 × 224 × 3. */
export const PICTURES = 512;
const HEIGHT = 375;
const WIDTH = 500;

export const jpegFolder = {
  id: 'jpeg-folder',
  title: `${PICTURES} JPEGs of ${WIDTH} × ${HEIGHT} pixels to ready batches of 224 × 224 × 3`,
};

/** Ours and Keras's reading of one folder; a step is a pass through all of it. */
export async function withPictureReaders<T>(use: (contenders: readonly Contender[]) => Promise<T>): Promise<T> {
  await ensureBuilt();
  const folder = await makeTempFolder('bench-pictures');
  const contenders: Contender[] = [];
  try {
    await writePictures(folder.path);
    const keras = await setUpKeras();
    const { TF_ENABLE_ONEDNN_OPTS, TF_NUM_INTRAOP_THREADS, TF_NUM_INTEROP_THREADS, ...kerasEnv } = keras.env;
    const ours = [path.join(repoRoot, 'tests/bench/run.mjs'), 'our-pictures.ts', folder.path];
    contenders.push(startContender('receptive', process.execPath, ours, process.env));
    const theirs = [path.join(repoRoot, 'tests/bench/keras_pictures.py'), folder.path];
    contenders.push(startContender('keras', keras.python, theirs, kerasEnv));
    return await use(contenders);
  } finally {
    await Promise.all(contenders.map(contender => contender.end()));
    await folder.remove();
  }
}

/** Smooth colours with some grain, no two alike, at the quality of a camera. */
async function writePictures(folder: string): Promise<void> {
  for (const name of ['first', 'second']) await mkdir(path.join(folder, name));
  for (let i = 0; i < PICTURES; i++) {
    const picture = tf.tidy(() => {
      const coarse = tf.randomUniform([12, 16, 3], 0, 255, 'float32', i) as tf.Tensor3D;
      const grain = tf.randomNormal([HEIGHT, WIDTH, 3], 0, 8, 'float32', i);
      const values = tf.add(tf.image.resizeBilinear(coarse, [HEIGHT, WIDTH]), grain);
      return tf.cast(tf.clipByValue(values, 0, 255), 'int32') as tf.Tensor3D;
    });
    const encoded = await tf.node.encodeJpeg(picture, 'rgb', 90);
    picture.dispose();
    await writeFile(path.join(folder, i % 2 ? 'first' : 'second', `${i}.jpg`), encoded);
  }
}
