// @ts-check

/** All talk of the set-up goes to stderr: stdout belongs to the results of the command that follows. @param {string} text */
export function say(text) {
  process.stderr.write(`receptive: ${text}\n`);
}

/**
 * Says that a long step goes on, every ten seconds, so that a quiet log is not mistaken for a stuck one, and how it ended.
 * @param {string} what
 * @param {() => Promise<number>} step gives an exit code
 * @returns {Promise<boolean>} whether the step succeeded
 */
export async function sayWhile(what, step) {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  say(`${what} …`);
  const timer = setInterval(() => say(`${what} … ${seconds()} s`), 10_000);
  const code = await step().finally(() => clearInterval(timer));
  say(`${what}: ${code === 0 ? 'done' : 'failed'} after ${seconds()} s`);
  return code === 0;
}

/** A set-up that can't go on: a message for the user, without a stack. */
export class SetupError extends Error {}
