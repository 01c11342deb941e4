const KEY = 'receptive:window';
const LOCK = 'receptive:window:';
/** How often, and how long apart, a page asks for the lock that the page before a reload may not have given back yet. */
const ATTEMPTS = 10;
const PAUSE_MS = 50;

/** Holds the lock from now on, for as long as the page lives, if nobody has it. @returns whether it got it. */
function holdIfFree(id: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(LOCK + id, { ifAvailable: true }, lock => {
        resolve(lock !== null);
        return lock === null ? undefined : new Promise<never>(() => undefined);
      })
      .catch(reject);
  });
}

/** Attempts, not time, are counted: a busy machine that answers late is no sign of another window. */
async function holdAfterReload(id: string): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (await holdIfFree(id)) return true;
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
  return false;
}

async function find(): Promise<string> {
  const last = sessionStorage.getItem(KEY);
  // A duplicated tab starts with a copy of the session storage of one that lives.
  if (last !== null && (!navigator.locks || (await holdAfterReload(last)))) return last;
  const id = crypto.randomUUID();
  sessionStorage.setItem(KEY, id);
  if (navigator.locks) await holdIfFree(id);
  return id;
}

let own: Promise<string> | null = null;

/** What tells this window from others: the same after a reload, another in every tab. */
export function windowId(): Promise<string> {
  own ??= find();
  return own;
}

/** The ids of all windows that are open, this one too. */
export async function livingWindows(): Promise<readonly string[]> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.flatMap(({ name = '' }) => (name.startsWith(LOCK) ? [name.slice(LOCK.length)] : []));
}
