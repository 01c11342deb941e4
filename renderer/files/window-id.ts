const KEY = 'receptive:window';
const LOCK = 'receptive:window:';
/** How long the page before a reload may take to give its lock back. */
const PATIENCE_MS = 500;

/** Holds a lock for as long as the page lives. @returns whether it got it. */
function hold(id: string): Promise<boolean> {
  return new Promise(resolve => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    navigator.locks
      .request(LOCK + id, { signal: patience.signal }, () => {
        clearTimeout(timer);
        resolve(true);
        return new Promise(() => undefined);
      })
      .catch(() => resolve(false));
  });
}

async function find(): Promise<string> {
  const last = sessionStorage.getItem(KEY);
  // A duplicated tab starts with a copy of the session storage of one that lives.
  if (last !== null && (!navigator.locks || (await hold(last)))) return last;
  const id = crypto.randomUUID();
  sessionStorage.setItem(KEY, id);
  if (navigator.locks) await hold(id);
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
