import { err, type Result } from '#shared/result';
import type { DataError, LoadContext, LoadedDataset } from './define';

type Loaded = Result<LoadedDataset, DataError>;

/** One loading that several wait for: each hears its progress and may turn away; it ends early when nobody waits any more. */
export class SharedLoad {
  readonly #abort = new AbortController();
  readonly #waiting = new Set<LoadContext>();
  readonly #done: Promise<Loaded>;
  #message: string | null = null;

  constructor(load: (context: LoadContext) => Promise<Loaded>) {
    this.#done = load({
      signal: this.#abort.signal,
      report: message => {
        this.#message = message;
        for (const { report } of this.#waiting) report(message);
      },
    });
  }

  /** Everyone has turned away, and it is about to end. */
  get isAbandoned(): boolean {
    return this.#abort.signal.aborted;
  }

  async wait(context: LoadContext): Promise<Loaded> {
    const { signal, report } = context;
    if (signal.aborted) return err({ code: 'cancelled' });
    this.#waiting.add(context);
    if (this.#message !== null) report(this.#message);
    let turnAway = (): void => undefined;
    const turnedAway = new Promise<Loaded>(resolve => {
      turnAway = () => resolve(err({ code: 'cancelled' }));
      signal.addEventListener('abort', turnAway, { once: true });
    });
    try {
      return await Promise.race([this.#done, turnedAway]);
    } finally {
      signal.removeEventListener('abort', turnAway);
      this.#waiting.delete(context);
      if (this.#waiting.size === 0) this.#abort.abort();
    }
  }
}
