import type { Checkpoint } from '../runs/checkpoints';

/**
 * The checkpoint of the best epoch until it is written: epochs may be far shorter than a file takes, so it waits for the next
 * checkpoint of the run, and is written before that. A run that is killed then never goes on without its best weights.
 */
export class BestWeights {
  #waiting: Checkpoint | null = null;
  readonly #write: (checkpoint: Checkpoint) => Promise<void>;

  constructor(write: (checkpoint: Checkpoint) => Promise<void>) {
    this.#write = write;
  }

  /** Takes the place of what waits. */
  keep(checkpoint: Checkpoint): void {
    this.#waiting = checkpoint;
  }

  async flush(): Promise<void> {
    const checkpoint = this.#waiting;
    if (!checkpoint) return;
    await this.#write(checkpoint);
    this.#waiting = null;
  }
}
