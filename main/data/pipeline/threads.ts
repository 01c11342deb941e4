import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { nodeBackend } from '../../model/tensorflow';
import { loadTensorFlow } from '../../runtime/load-tensorflow';
import { threadBinding } from '../../runtime/thread-binding';
import { type PictureDecoder, pictureDecoder } from '../image-folder/decoder';
import type { Job, Outcome } from './job';
import { noDecoder, runJob } from './run-job';

/** More threads than this wait for the disk, or for each other. */
const MOST_THREADS = 8;

/** Beside this code as it is built; from source there is none. */
const BUILT_WORKER = join(dirname(fileURLToPath(import.meta.url)), 'sample-worker.cjs');

interface Waiting {
  readonly job: Job;
  readonly done: (outcome: Outcome) => void;
  readonly failed: (error: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  current: Waiting | null;
}

/**
 * Threads that read, decode and augment samples while TensorFlow, whose calls block the thread they are made on, computes. Jobs
 * are begun in the order in which they come. Where there can be no threads, they are done here, one picture a turn of the event loop.
 */
export class SampleThreads {
  readonly #file: string | null;
  readonly #most: number;
  readonly #queue: Waiting[] = [];
  #threads: Promise<Thread[]> | null = null;
  #alone: Promise<void> = Promise.resolve();
  #decoder: Promise<PictureDecoder> | null = null;

  /** @param file of the worker, `dist/node/sample-worker.cjs`; `null` for no threads */
  constructor(file: string | null = existsSync(BUILT_WORKER) ? BUILT_WORKER : null, threads = cpus().length) {
    this.#file = file;
    this.#most = Math.min(MOST_THREADS, Math.max(1, threads));
  }

  /** How many jobs may be done at the same time. */
  get count(): number {
    return this.#most;
  }

  async run(job: Job): Promise<Outcome> {
    this.#threads ??= this.#start();
    const threads = await this.#threads;
    if (threads.length === 0) return this.#runHere(job);
    return new Promise<Outcome>((done, failed) => {
      this.#queue.push({ job, done, failed });
      this.#dispatch(threads);
    });
  }

  /** Ends the threads; a later job starts new ones. */
  async close(): Promise<void> {
    const threads = await this.#threads;
    this.#threads = null;
    await Promise.all((threads ?? []).map(({ worker }) => worker.terminate()));
  }

  async #start(): Promise<Thread[]> {
    const file = this.#file;
    if (file === null) return [];
    const numbers = Array.from({ length: this.#most }, (_, number) => number);
    // TensorFlow's libraries are loaded here first, with what keeps them quiet.
    const runtime = await loadTensorFlow();
    const found = await Promise.all(numbers.map(number => (runtime.ok ? threadBinding(number) : null)));
    if (runtime.ok && found.includes(null)) return [];
    const threads: Thread[] = [];
    for (const binding of found) threads.push(this.#startThread(file, binding, threads));
    return threads;
  }

  #startThread(file: string, binding: string | null, all: Thread[]): Thread {
    const thread: Thread = { worker: new Worker(file, { workerData: { binding } }), current: null };
    const { worker } = thread;
    // An engine that has nothing else to do may end.
    worker.unref();
    const next = (settle: (waiting: Waiting) => void) => {
      const { current } = thread;
      thread.current = null;
      worker.unref();
      if (current) settle(current);
      this.#dispatch(all);
    };
    worker.on('message', (outcome: Outcome) => next(({ done }) => done(outcome)));
    worker.on('error', error => {
      all.splice(all.indexOf(thread), 1);
      next(({ job, done, failed }) => {
        process.stderr.write(`A thread that makes samples has ended: ${error}\n`);
        this.#runHere(job).then(done, failed);
      });
      if (all.length === 0)
        for (const { job, done, failed } of this.#queue.splice(0)) this.#runHere(job).then(done, failed);
    });
    return thread;
  }

  #dispatch(threads: readonly Thread[]): void {
    for (const thread of threads) {
      if (thread.current) continue;
      const next = this.#queue.shift();
      if (!next) return;
      thread.current = next;
      thread.worker.ref();
      thread.worker.postMessage(next.job);
    }
  }

  /** One job after the other, and one picture a turn. */
  #runHere(job: Job): Promise<Outcome> {
    const run = async (): Promise<Outcome> => {
      this.#decoder ??= decoderHere();
      const decoder = await this.#decoder;
      const steps = runJob(job, decoder);
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done) return step.value;
        await nextTurn();
      }
    };
    const result = this.#alone.then(run);
    this.#alone = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }
}

/** Decodes with this thread's own TensorFlow. */
async function decoderHere(): Promise<PictureDecoder> {
  const runtime = await loadTensorFlow();
  return runtime.ok ? pictureDecoder(nodeBackend(runtime.value.tf).binding) : noDecoder;
}

/** Those of this process. They are started when the first job comes. */
export const sampleThreads = new SampleThreads();
