import { setImmediate as nextTurn } from 'node:timers/promises';

/** What the user asks of a run in progress; the loop looks at it between steps. */
export class Control {
  #paused = false;
  #wake: (() => void) | null = null;
  readonly #abort = new AbortController();

  /** Aborted when the run is to stop. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#wake?.();
  }

  stop(): void {
    this.#abort.abort();
    this.#wake?.();
  }

  /**
   * Lets requests be answered, and waits while the run is paused.
   * @param onPause called when a pause begins, and awaited; @param onResume when it ends
   * @returns whether to go on
   */
  async turn(onPause: () => Promise<void>, onResume: () => void): Promise<boolean> {
    await nextTurn();
    if (this.#paused && !this.signal.aborted) {
      await onPause();
      while (this.#paused && !this.signal.aborted) {
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
      }
      this.#wake = null;
      onResume();
    }
    return !this.signal.aborted;
  }
}
