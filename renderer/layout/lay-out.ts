import type { Graph } from '#shared/graph/graph';
import { layeredLayout } from '#shared/layout/layered-layout';
import type { NodeGroup } from '#shared/project/groups';
import type { Project } from '#shared/project/project';

type Layout = Project['layout'];

/** What is to be laid out. */
export interface Network {
  readonly graph: Graph;
  readonly groups?: readonly NodeGroup[] | undefined;
}

interface Job {
  readonly network: Network;
  readonly answer: (layout: Layout | null) => void;
}

/** Starts the thread, which answers each graph in turn, or fails for good. A test gives its own. */
export type StartThread = (
  answered: (layout: Layout) => void,
  failed: () => void,
) => Pick<Worker, 'postMessage' | 'terminate'>;

const startLayoutWorker: StartThread = (answered, failed) => {
  const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module', name: 'layout' });
  worker.onmessage = ({ data }: MessageEvent<Layout>) => answered(data);
  // Its file did not load, or the browser allows no threads.
  worker.onerror = failed;
  return worker;
};

/**
 * Lays graphs out on a thread of its own, which is kept for the next one. A new graph cancels the one before. Where there is no
 * thread to be had, the page does the work itself.
 */
export class LayoutThread {
  readonly #start: StartThread;
  #worker: ReturnType<StartThread> | undefined;
  #job: Job | undefined;
  #impossible = false;

  constructor(start: StartThread = startLayoutWorker) {
    this.#start = start;
  }

  /** @returns `null` where it was cancelled. */
  layOut(network: Network): Promise<Layout | null> {
    this.cancel();
    if (this.#impossible) return Promise.resolve(layeredLayout(network.graph, network.groups));
    return new Promise(answer => {
      this.#job = { network, answer };
      try {
        this.#worker ??= this.#start(
          layout => this.#finish(layout),
          () => this.#doItHere(),
        );
        this.#worker.postMessage(network);
      } catch {
        this.#doItHere();
      }
    });
  }

  /** Ends the work in progress; a thread cannot be interrupted otherwise than with it. */
  cancel(): void {
    if (!this.#job) return;
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#finish(null);
  }

  #doItHere(): void {
    this.#impossible = true;
    this.#worker?.terminate();
    this.#worker = undefined;
    const network = this.#job?.network;
    if (network) this.#finish(layeredLayout(network.graph, network.groups));
  }

  #finish(layout: Layout | null): void {
    const job = this.#job;
    this.#job = undefined;
    job?.answer(layout);
  }
}

const thread = new LayoutThread();

/** The places of a graph's nodes, computed while the page stays responsive; `null` where another graph came in between. */
export const layOut = (network: Network): Promise<Layout | null> => thread.layOut(network);
