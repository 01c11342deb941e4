import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { LINK_PATH } from '#shared/hosts/page-link';
import { readStudioFile, securityHeaders } from '../hosts/studio-files';
import { isToken, type Refusal, refuseForeign } from './access';
import { refusalPage } from './refusal-page';

/** The address a request asks for; its host part is made up and never looked at. */
function target({ url = '' }: IncomingMessage): URL | null {
  // Not as a relative address: "//name" would be taken for a host.
  if (!url.startsWith('/')) return null;
  try {
    return new URL(`http://receptive.invalid${url}`);
  } catch {
    return null;
  }
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const plain = (status: number, text: string): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: `${text}\n`,
});

const refused = (refusal: Refusal): Answer => ({
  status: 403,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body: refusalPage(refusal),
});

/**
 * Hands out the built studio. The page itself needs the token; its scripts and styles hold no secret and are the same for
 * everyone, so they need none, and a token never stands in an address that the page asks for.
 */
export function studioServer(root: string, token: string): RequestListener {
  return (request, response) => {
    void answerRequest(root, token, request).then(answer => send(request, response, answer));
  };
}

async function answerRequest(root: string, token: string, request: IncomingMessage): Promise<Answer> {
  const foreign = refuseForeign(request);
  if (foreign) return refused(foreign);
  const url = target(request);
  if (!url) return plain(400, 'This is not an address.');
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Only GET and HEAD are answered.');
  if (url.pathname === LINK_PATH) return plain(426, 'This address takes WebSockets only.');
  const isPage = url.pathname === '/' || url.pathname.endsWith('.html');
  if (isPage && !isToken(token, url.searchParams.get('token'))) return refused('token');
  const file = await readStudioFile(root, url.pathname);
  if (file) return { status: 200, ...file };
  return isPage
    ? plain(500, 'The studio is not built. Run: npm run build')
    : plain(404, `There is no ${url.pathname} here.`);
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
  // Safari took long to count WebSockets of the page's own server as "self", so they are named.
  const security = securityHeaders(status === 200 ? `ws://${request.headers.host}` : undefined);
  response.writeHead(status, { ...security, ...headers });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Why a WebSocket is not taken. Unlike with pages, an Origin must be there: only programs other than browsers leave it out. */
export function refuseUpgrade(request: IncomingMessage, token: string): Refusal | 'path' | null {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const url = target(request);
  if (url?.pathname !== LINK_PATH) return 'path';
  if (request.headers.origin === undefined) return 'origin';
  return isToken(token, url.searchParams.get('token')) ? null : 'token';
}

/** Answers a WebSocket that is not taken, as plain HTTP. */
export function rejectUpgrade(socket: Duplex, refusal: Refusal | 'path'): void {
  const status = refusal === 'path' ? '404 Not Found' : '403 Forbidden';
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\nRefused: ${refusal}\n`);
}
