import type { NodeId } from './graph';

/** The most characters an id has. */
const MOST = 64;

/** An id as it is wanted, or where that is taken or too long, one that begins like it and ends with a number. */
export function fittingId(wanted: string, taken: ReadonlySet<string>): NodeId {
  if (wanted.length <= MOST && !taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const end = `_${number}`;
    const id = `${wanted.slice(0, MOST - end.length)}${end}`;
    if (!taken.has(id)) return id;
  }
}
