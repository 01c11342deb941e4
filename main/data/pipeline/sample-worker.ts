import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { type Binding, pictureDecoder } from '../image-folder/decoder';
import type { Job } from './job';
import { noDecoder, runJob } from './run-job';

/** A thread that makes samples: each message is a job, each answer what came of it. */

/** What the thread is started with: a binding to TensorFlow that no other thread loads, if there is one. */
const { binding }: { readonly binding: string | null } = workerData;
const load = (file: string): Binding => createRequire(file)(file);
const decoder = binding === null ? noDecoder : pictureDecoder(load(binding));

parentPort?.on('message', (job: Job) => {
  const steps = runJob(job, decoder);
  let step = steps.next();
  while (!step.done) step = steps.next();
  parentPort?.postMessage(step.value);
});
