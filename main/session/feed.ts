/**
 * Merges what comes too fast: values are collected and handed on together, at once where the last time is long ago, otherwise
 * when the interval is over. The last value always arrives.
 */
export class Feed<T> {
  #waiting: T[] = [];
  #timer: NodeJS.Timeout | undefined;
  #last = Number.NEGATIVE_INFINITY;
  readonly #interval: number;
  readonly #send: (values: readonly T[]) => void;

  /** @param interval the least time between two calls of `send`, in milliseconds */
  constructor(interval: number, send: (values: readonly T[]) => void) {
    this.#interval = interval;
    this.#send = send;
  }

  push(...values: readonly T[]): void {
    this.#waiting.push(...values);
    const wait = this.#last + this.#interval - performance.now();
    if (wait <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Hands on now what waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    const values = this.#waiting;
    this.#waiting = [];
    this.#last = performance.now();
    this.#send(values);
  }
}
