const MEANINGS: Readonly<Record<string, string>> = {
  SIGKILL: 'it was killed; the system does so when memory runs out',
  SIGSEGV: 'it crashed (segmentation fault)',
  SIGABRT: 'it crashed (aborted)',
  SIGBUS: 'it crashed (bus error)',
  SIGILL: 'it crashed: this processor lacks an instruction that TensorFlow uses',
  SIGTERM: 'it was told to end',
  SIGINT: 'it was told to end',
};
/** Signals that end a process which does not expect them, by their numbers on Linux and macOS. */
const NAMES: Readonly<Record<number, string>> = {
  2: 'SIGINT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
};

/** Whether a number is that of a signal that ends processes. */
export const isDeadlySignal = (number: number): boolean => number in NAMES;

/**
 * Why the engine process has ended, as one sentence without a full stop.
 * @param code its exit code; `null` where a signal ended it
 * @param signal the signal's name, or its number where the host knows only that
 * @param lastWords the last line that it wrote to standard error, if any
 */
export function exitReason(code: number | null, signal: string | number | null, lastWords: string): string {
  const name = typeof signal === 'number' ? (NAMES[signal] ?? `signal ${signal}`) : signal;
  const words = lastWords.trim();
  const said = words ? `; its last words: ${words}` : '';
  if (name) return `${MEANINGS[name] ?? 'it was ended'} (${name})${said}`;
  return `it ended with exit code ${code ?? 'unknown'}${said}`;
}
