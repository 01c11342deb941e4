import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A fresh secret, 256 bits in letters that stand in an address as they are. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Why a request is refused. */
export type Refusal = 'host' | 'origin' | 'token';

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whether a request names this machine and comes from no other page. A foreign Host is how a web page reaches a local server
 * by a DNS name of its own; a foreign Origin is a page of another server. The port is not compared with our own: through
 * an SSH tunnel it may be any.
 */
export function refuseForeign({ headers }: IncomingMessage): Refusal | null {
  const host = headers.host ?? '';
  if (!LOOPBACK_NAMES.has(hostName(host))) return 'host';
  if (headers.origin !== undefined && headers.origin !== `http://${host}`) return 'origin';
  // Browsers say where a request comes from even where they send no Origin; a link from elsewhere may open the page itself.
  const site = headers['sec-fetch-site'];
  const navigates = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return site === 'cross-site' && !navigates ? 'origin' : null;
}

/** Compares in a time that does not depend on the given text. */
export function isToken(expected: string, given: string | null): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(expected), digest(given ?? ''));
}

function hostName(host: string): string {
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return '';
  }
}
