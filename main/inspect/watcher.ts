import type { EngineError } from '#shared/protocol/errors';
import type { Snapshot } from '#shared/protocol/events';
import { Watch } from '#shared/protocol/requests';
import type { Network } from './network';
import { checkWatch, takeSnapshots } from './snapshots';

/** The least time between two rounds while training goes on, in milliseconds. */
const INTERVAL = 250;
/**
 * Training does so many times the work of the pictures in between, so that they cost it a few percent. The first pictures of a
 * network or a wish are left out of that: TensorFlow takes seconds on some machines to make ready for them, once.
 */
const WORK_PER_PICTURE = 20;
/** Nobody waits longer than this for the next pictures, in milliseconds, as one round that a busy machine held up says little… */
const LONGEST_INTERVAL = 1500;
/** …unless they do take long: then training still gets so many times their work. */
const LEAST_WORK_PER_PICTURE = 4;

/** Milliseconds until the next round, after one that took `work` milliseconds. */
function pauseAfter(work: number): number {
  const longest = Math.max(LONGEST_INTERVAL, LEAST_WORK_PER_PICTURE * work);
  return Math.min(Math.max(INTERVAL, WORK_PER_PICTURE * work), longest);
}

const NOTHING = Watch.parse({});

/** Sends what the studio wishes to see of the network at hand. */
export class Watcher {
  readonly #network: () => Network | null;
  readonly #send: (snapshot: Snapshot) => void;
  readonly #reportBug: (error: unknown) => string;
  #watch: Watch = NOTHING;
  #sent: { network: Network; step: number } | null = null;
  #sentWatch: Watch | null = null;
  #next = 0;
  /** Rounds wait for one another, so that an older one never arrives after a newer. */
  #queue: Promise<void> = Promise.resolve();

  constructor(
    network: () => Network | null,
    send: (snapshot: Snapshot) => void,
    reportBug: (error: unknown) => string,
  ) {
    this.#network = network;
    this.#send = send;
    this.#reportBug = reportBug;
  }

  /**
   * Takes a new wish, also for networks to come, and sends what the network at hand can show of it.
   * @returns the first part of the wish that the network at hand cannot show
   */
  async set(watch: Watch): Promise<EngineError | null> {
    this.#watch = watch;
    await this.refresh();
    const network = this.#network();
    return network && checkWatch(network, watch);
  }

  /** Sends a round now. */
  refresh(): Promise<void> {
    const round = this.#queue.then(() => this.#round());
    this.#queue = round.catch(() => undefined);
    return round;
  }

  /** Sends a round if it is time and the step has changed; to be called between steps. */
  async stepDone(): Promise<void> {
    if (performance.now() >= this.#next) await this.catchUp();
  }

  /**
   * Sends a round if the step has changed since the last. A failure ends no training: it is written down, and the wish given up.
   */
  async catchUp(): Promise<void> {
    const network = this.#network();
    if (!network || (this.#sent?.network.model === network.model && this.#sent.step === network.step)) return;
    try {
      await this.refresh();
    } catch (error) {
      this.#watch = NOTHING;
      this.#reportBug(error);
    }
  }

  async #round(): Promise<void> {
    const network = this.#network();
    if (!network) return;
    const start = performance.now();
    const watch = this.#watch;
    const snapshots = await takeSnapshots(network, watch);
    const first = this.#sent?.network.model !== network.model || this.#sentWatch !== watch;
    this.#sent = { network, step: network.step };
    this.#sentWatch = watch;
    for (const snapshot of snapshots) this.#send(snapshot);
    const end = performance.now();
    this.#next = end + (first ? INTERVAL : pauseAfter(end - start));
  }
}
