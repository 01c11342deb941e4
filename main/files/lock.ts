import { err, ok, type Result } from '#shared/result';
import { acquireLock, type LockHolder } from '../bootstrap/lock.mjs';
import { type FileProblem, fileProblem } from './file-problem';

export type { LockHolder };
export type LockProblem = { readonly code: 'lock/cancelled'; readonly message: string } | FileProblem;

/**
 * Runs `work` while holding a lock between processes. A killed holder's lock passes on at once, a frozen one's after a minute.
 * @param folder the lock; made when missing, and kept
 * @param options `what` tells other processes what they wait for; `onWait` is called once for each holder waited for
 */
export async function withLock<T, E>(
  folder: string,
  options: { what: string; onWait?: (holder: LockHolder) => void; signal?: AbortSignal | undefined },
  work: () => Promise<Result<T, E>>,
): Promise<Result<T, E | LockProblem>> {
  const taken = await take(folder, options);
  if (!taken.ok) return taken;
  try {
    return await work();
  } finally {
    taken.value.release();
  }
}

async function take(folder: string, options: Parameters<typeof acquireLock>[1]) {
  try {
    const lock = await acquireLock(folder, options);
    return lock ? ok(lock) : err({ code: 'lock/cancelled' as const, message: 'Cancelled while waiting.' });
  } catch (cause) {
    return err(fileProblem(cause, folder));
  }
}
