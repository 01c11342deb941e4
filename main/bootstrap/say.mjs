// @ts-check

/** All talk of the set-up goes to stderr: stdout belongs to the results of the command that follows. @param {string} text */
export function say(text) {
  process.stderr.write(`receptive: ${text}\n`);
}

/**
 * Says that long work still goes on, every ten seconds, so that a quiet log is not mistaken for a stuck one.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function sayWhile(what, work) {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  say(`${what} …`);
  const timer = setInterval(() => say(`${what} … ${seconds()} s`), 10_000);
  try {
    const result = await work();
    say(`${what}: done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/** A set-up that can't go on: a message for the user, without a stack. */
export class SetupError extends Error {}
