const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What Ctrl+C, or another request to end, does while a command works. */
export interface Interrupts {
  /** Aborted by the first one. */
  readonly signal: AbortSignal;
  /** Ctrl+C ends the command again, as it does by itself. */
  stopListening(): void;
}

/**
 * Listens for Ctrl+C.
 * @param first asks the work to stop; @param second ends it at once.
 */
export function onInterrupt(first: () => void, second: () => void): Interrupts {
  const controller = new AbortController();
  const receive = () => {
    if (controller.signal.aborted) return second();
    controller.abort();
    first();
  };
  for (const name of SIGNALS) process.on(name, receive);
  return {
    signal: controller.signal,
    stopListening() {
      for (const name of SIGNALS) process.off(name, receive);
    },
  };
}
