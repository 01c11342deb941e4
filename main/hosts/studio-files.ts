import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

/** One file of the built studio, as a web server hands it out. */
export interface StudioFile {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** File names that the build makes from a file's content: the same name always has the same bytes. */
const HASHED = /-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

/**
 * What a page of the studio may do, whichever host serves it. Scripts come from the studio's own files only. Mantine writes
 * its style sheets into the page, so styles may stand in the document; canvases hand pictures over as data and blob addresses.
 * @param connect where the page may open connections to, beside its own origin
 */
const contentSecurityPolicy = (connect = ''): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${connect}`.trim(),
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');

/** For every answer to the studio's page. */
export const securityHeaders = (connect?: string): Readonly<Record<string, string>> => ({
  'content-security-policy': contentSecurityPolicy(connect),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
});

/**
 * Reads a file of the built studio.
 * @param root the folder of the built studio; nothing outside it is ever read
 * @param pathname the path of the address, still percent-encoded; `/` is the page itself
 * @returns `null` where there is no such file, or the path leads outside
 */
export async function readStudioFile(root: string, pathname: string): Promise<StudioFile | null> {
  const relative = safeRelativePath(pathname);
  if (relative === null) return null;
  const type = TYPES[extname(relative)];
  if (!type) return null;
  const body = await readFile(join(root, relative)).catch(() => null);
  if (!body) return null;
  const cache = HASHED.test(relative) ? 'public, max-age=31536000, immutable' : 'no-store';
  return { body, headers: { 'content-type': type, 'content-length': String(body.length), 'cache-control': cache } };
}

function safeRelativePath(pathname: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (path === '/') return 'index.html';
  if (!path.startsWith('/') || path.includes('\0') || path.includes('\\')) return null;
  const relative = normalize(path.slice(1));
  const inside = !relative.startsWith('..') && !relative.startsWith(sep) && !relative.includes(':');
  return inside && !relative.split(sep).some(part => part.startsWith('.')) ? relative : null;
}
