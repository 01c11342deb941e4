// @ts-check
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/**
 * A lock between processes that outlives no one: when its holder is killed, the next one takes it.
 *
 * The lock is a folder of numbered tickets. The highest ticket is the lock; it is taken by creating the next number, which the
 * file system grants to one process only. A ticket counts while its process runs and keeps touching it. The highest ticket is
 * never deleted (only marked as released), so numbers never come back and a slow rival can't take an old one by mistake.
 *
 * Plain JavaScript, because the set-up needs it before anything is installed.
 */

/**
 * @typedef {object} LockHolder
 * @property {number} pid
 * @property {string} host
 * @property {string} what what the holder is doing, for whoever waits
 * @property {boolean} released
 */

/** @typedef {{ release: () => void }} Lock */

const HEARTBEAT_MS = 5_000;
const STALE_MS = 60_000;
const POLL_MS = 200;

/**
 * Waits until the lock is free and takes it.
 * @param {string} folder the lock; made when missing
 * @param {{ what: string, onWait?: (holder: LockHolder) => void, signal?: AbortSignal }} options `onWait` is called once for
 *   each holder that is waited for
 * @returns {Promise<Lock | null>} null when `signal` ended the wait
 * @throws the system's error when the folder can't be written
 */
export async function acquireLock(folder, { what, onWait, signal }) {
  mkdirSync(folder, { recursive: true });
  let waitedFor = -1;
  while (!signal?.aborted) {
    const last = highest(folder);
    const holder = last === 0 ? null : readHolder(folder, last);
    if (holder && isAlive(folder, last, holder)) {
      if (waitedFor !== last) onWait?.(holder);
      waitedFor = last;
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    } else if (take(folder, last + 1, what)) {
      return hold(folder, last + 1, what);
    }
  }
  return null;
}

/**
 * @param {string} folder
 * @returns {number} the highest ticket, 0 when there is none
 */
function highest(folder) {
  return readdirSync(folder).reduce((most, name) => (/^\d+$/.test(name) ? Math.max(most, Number(name)) : most), 0);
}

/**
 * @param {string} folder
 * @param {number} ticket
 * @returns {LockHolder | null} null when the ticket is gone or not readable as one
 */
function readHolder(folder, ticket) {
  try {
    const value = JSON.parse(readFileSync(join(folder, String(ticket)), 'utf8'));
    return typeof value?.pid === 'number' ? value : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} folder
 * @param {number} ticket
 * @param {LockHolder} holder
 */
function isAlive(folder, ticket, holder) {
  if (holder.released) return false;
  try {
    // A frozen or long dead holder whose process number went to another program stops touching its ticket.
    if (Date.now() - statSync(join(folder, String(ticket))).mtimeMs > STALE_MS) return false;
    if (holder.host === hostname()) process.kill(holder.pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

/**
 * Creates the ticket with its content in one step; of several processes one succeeds.
 * @param {string} folder
 * @param {number} ticket
 * @param {string} what
 */
function take(folder, ticket, what) {
  const draft = writeDraft(folder, ticket, { pid: process.pid, host: hostname(), what, released: false });
  try {
    linkSync(draft, join(folder, String(ticket)));
  } catch (cause) {
    // ENOENT: the holder of a higher ticket has cleared our draft away.
    if (cause instanceof Error && 'code' in cause && (cause.code === 'EEXIST' || cause.code === 'ENOENT')) return false;
    throw cause;
  } finally {
    rmSync(draft, { force: true });
  }
  if (highest(folder) === ticket) return true;
  // The list was old and higher tickets exist: this number was used and cleared before.
  rmSync(join(folder, String(ticket)), { force: true });
  return false;
}

/**
 * @param {string} folder
 * @param {number} ticket
 * @param {string} what
 * @returns {Lock}
 */
function hold(folder, ticket, what) {
  const own = join(folder, String(ticket));
  for (const name of readdirSync(folder)) {
    if (Number.parseInt(name, 10) < ticket) rmSync(join(folder, name), { force: true });
  }
  const heartbeat = setInterval(() => {
    try {
      utimesSync(own, new Date(), new Date());
    } catch {
      // The folder was removed under us; there is nothing left to keep.
      clearInterval(heartbeat);
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release() {
      clearInterval(heartbeat);
      try {
        const draft = writeDraft(folder, ticket, { pid: process.pid, host: hostname(), what, released: true });
        if (readHolder(folder, ticket)?.pid === process.pid) renameSync(draft, own);
        else rmSync(draft, { force: true });
      } catch {
        // Without a mark the next one finds that this process has ended, or stopped touching its ticket.
      }
    },
  };
}

/**
 * @param {string} folder
 * @param {number} ticket
 * @param {LockHolder} holder
 */
function writeDraft(folder, ticket, holder) {
  const draft = join(folder, `${ticket}.${process.pid}.${Math.random().toString(36).slice(2)}`);
  writeFileSync(draft, JSON.stringify(holder));
  return draft;
}
