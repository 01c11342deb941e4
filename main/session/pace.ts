/** How much the newest step counts in the time of a step, once there are enough. */
const RECENT = 0.05;

/** Measures how fast training goes, pauses left out, and how long it will take. Times are in milliseconds. */
export class Pace {
  #elapsed: number;
  #since: number | null = null;
  #stepTime: number | null = null;
  #steps = 0;
  #waitTime = 0;
  readonly #now: () => number;

  /** @param elapsed training time before, of a run that goes on */
  constructor(now: () => number, elapsed = 0) {
    this.#now = now;
    this.#elapsed = elapsed;
  }

  start(): void {
    this.#since ??= this.#now();
  }

  pause(): void {
    this.#elapsed = this.elapsed;
    this.#since = null;
  }

  /** Training time without pauses. */
  get elapsed(): number {
    return this.#elapsed + (this.#since === null ? 0 : this.#now() - this.#since);
  }

  /**
   * @param milliseconds what one step took; recent steps weigh more, and the first, which warms up, not at all once there are others
   * @param waited how much of that its batch was waited for
   */
  add(milliseconds: number, waited = 0): void {
    const weight = Math.max(RECENT, 1 / Math.max(1, this.#steps++));
    this.#stepTime = (this.#stepTime ?? 0) + weight * (milliseconds - (this.#stepTime ?? 0));
    this.#waitTime += weight * (waited - this.#waitTime);
  }

  get millisecondsPerStep(): number | null {
    return this.#stepTime;
  }

  /** The share of a step's time that goes by in waiting for its batch, 0 to 1. */
  get dataWait(): number | null {
    return this.#stepTime ? Math.min(1, this.#waitTime / this.#stepTime) : null;
  }

  /** From the whole time so far, so that validation, checkpoints and pictures count too; `null` before the second step. */
  left(done: number, total: number): number | null {
    if (done < 2) return null;
    return (this.elapsed / done) * (total - done);
  }
}
