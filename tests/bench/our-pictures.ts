import path from 'node:path';
import { imageFolderDataset } from '#main/data/image-folder';
import { SampleThreads } from '#main/data/pipeline/threads';
import { loadTensorFlow } from '#main/runtime/load-tensorflow';
import { onlyClass } from '#main/training/batch-parts';
import { BatchStream, batchesOf, epochOrder } from '#main/training/batches';
import { repoRoot } from '../support/repo';
import { answer } from './contender';

/** Our batches of a folder of pictures, decoded anew in each pass, by the worker as it is built. Argument: the folder. */
export async function main([folder = '']: readonly string[]): Promise<void> {
  const runtime = await loadTensorFlow({ device: 'cpu' });
  if (!runtime.ok) throw new Error('no TensorFlow');
  const { tf } = runtime.value;
  const threads = new SampleThreads(path.join(repoRoot, 'dist/node/sample-worker.cjs'));
  const dataset = imageFolderDataset(async () => runtime, { mostMemory: 0, threads });
  const options = { folder, height: 224, width: 224, antialias: false, cache: false, validationShare: 0.01 };
  const loaded = await dataset.load(options, { signal: new AbortController().signal, report: () => undefined });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  const { training, validation } = loaded.value;
  let pass = 0;
  await answer({
    step: async () => {
      for (const split of [training, validation]) {
        const order = epochOrder(split, 1, pass++);
        const stream = new BatchStream(tf, split, batchesOf(order, 32), onlyClass([224, 224, 3]));
        for (let batch = await stream.next(); batch; batch = await stream.next()) stream.done(batch);
      }
    },
  });
  await threads.close();
}
