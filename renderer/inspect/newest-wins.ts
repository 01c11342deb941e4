/**
 * Sends values one at a time and no closer together than `ms`. While one is on its way only the newest is kept for after it:
 * nothing queues up, and the last value is always sent.
 */
export function newestWins<Value>(send: (value: Value) => Promise<void>, ms: number): (value: Value) => void {
  let waiting: { readonly value: Value } | null = null;
  let busy = false;

  async function run(): Promise<void> {
    busy = true;
    while (waiting) {
      const { value } = waiting;
      waiting = null;
      const pause = new Promise(resolve => setTimeout(resolve, ms));
      await send(value);
      await pause;
    }
    busy = false;
  }

  return value => {
    waiting = { value };
    // `send` is one that never rejects.
    if (!busy) void run();
  };
}
