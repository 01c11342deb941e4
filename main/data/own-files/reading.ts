import type { LoadContext } from '../define';

/** Nobody waits any more for what was being read. */
export class ReadingStopped extends Error {}

/** Progress is told no more often, in milliseconds. */
const TELL_MS = 150;

/**
 * To be called after each piece of a long reading: tells how far it is, and ends it where nobody waits any more.
 * @throws ReadingStopped
 */
export type AfterPiece = (message: () => string) => void;

export function afterPieces(context: LoadContext | undefined): AfterPiece {
  let told = performance.now();
  return message => {
    if (context?.signal.aborted) throw new ReadingStopped();
    if (!context || performance.now() - told < TELL_MS) return;
    told = performance.now();
    context.report(message());
  };
}

/** Bytes in words, such as `12.3 MB`. */
export const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;
