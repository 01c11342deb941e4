import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until the answer is neither `undefined` nor `false`, and returns it.
 * @param what completes "Waited … s for", in the error thrown after `seconds`.
 */
export async function waitUntil<T>(
  what: string,
  ask: () => T | Promise<T>,
  seconds = 10,
): Promise<Exclude<T, undefined | false>> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    // TypeScript does not narrow a type parameter by comparison; the two checks are what `Exclude` says.
    if (answer !== undefined && answer !== false) return answer as Exclude<T, undefined | false>;
    if (Date.now() > end) throw new Error(`Waited ${seconds} s for ${what}.`);
    await sleep(20);
  }
}
