/** Measures how fast training goes, pauses left out, and how long it will take. Times are in milliseconds. */
export class Pace {
  #elapsed = 0;
  #since: number | null = null;
  #stepTime: number | null = null;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
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

  /** @param milliseconds what one step took; recent steps weigh more */
  add(milliseconds: number): void {
    this.#stepTime = this.#stepTime === null ? milliseconds : this.#stepTime + 0.05 * (milliseconds - this.#stepTime);
  }

  get millisecondsPerStep(): number | null {
    return this.#stepTime;
  }

  /** From the whole time so far, so that validation, checkpoints and pictures count too; `null` before the second step. */
  left(done: number, total: number): number | null {
    if (done < 2) return null;
    return (this.elapsed / done) * (total - done);
  }
}
