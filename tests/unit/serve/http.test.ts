import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { studioServer } from '#main/serve/http';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';

const TOKEN = 'correct-horse-battery-staple';
let folder: TempFolder;
let server: Server;
let port = 0;

beforeAll(async () => {
  folder = await makeTempFolder('http');
  const studio = path.join(folder.path, 'studio');
  await mkdir(path.join(studio, 'assets'), { recursive: true });
  await writeFile(path.join(studio, 'index.html'), '<!doctype html><title>studio</title>');
  await writeFile(path.join(studio, 'assets/index-B2xK9_aQ.js'), 'export {}');
  await writeFile(path.join(studio, 'assets/font.woff2'), 'font');
  await writeFile(path.join(studio, '.hidden.json'), '{}');
  await writeFile(path.join(studio, 'notes.txt'), 'no type that the studio has');
  await writeFile(path.join(folder.path, 'secret.json'), '{"secret":1}');
  await symlink(studio, path.join(folder.path, 'link'));
  server = createServer(studioServer(studio, TOKEN)).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const address = server.address();
  if (typeof address === 'object' && address) port = address.port;
});
afterAll(async () => {
  server.close();
  await folder.remove();
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends the path as it stands: `fetch` and browsers would tidy it up before. */
function get(target: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port, path: target, method, headers }, response => {
      let body = '';
      response.on('data', chunk => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('the page', () => {
  test('opens at the address with the token, under a strict policy, and is never kept', async () => {
    const { status, headers, body } = await get(`/?token=${TOKEN}`);
    expect(status).toBe(200);
    expect(body).toContain('<title>studio</title>');
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        `connect-src 'self' ws://127.0.0.1:${port}`,
      ]),
    );
  });

  test.each(['/', '/?token=', '/?token=wrong', `/?token=${TOKEN}x`, '/index.html', `/?Token=${TOKEN}`])(
    'says how to get the address at %s',
    async target => {
      const { status, headers, body } = await get(target);
      expect(status).toBe(403);
      expect(headers['content-type']).toContain('text/html');
      expect(body).toContain('receptive serve');
      expect(body).not.toContain(TOKEN);
    },
  );
});

describe('only this machine’s own page is answered', () => {
  test.each(['evil.example', 'evil.example:4577', '127.0.0.1.evil.example', '192.168.0.7', '0.0.0.0', 'a b'])(
    'not under the host name "%s"',
    async host => {
      const { status, body } = await get(`/?token=${TOKEN}`, { host });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(body).not.toContain('<title>studio</title>');
    },
  );

  test.each(['localhost:8080', '127.0.0.1:9', '[::1]:4577'])('but under %s, as through a tunnel', async host => {
    expect((await get(`/?token=${TOKEN}`, { host })).status).toBe(200);
  });

  test.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
    'not for a page of the origin %s',
    async origin => {
      expect((await get('/assets/index-B2xK9_aQ.js', { origin })).status).toBe(403);
    },
  );

  test('not for a page of another site that only embeds', async () => {
    expect((await get('/assets/index-B2xK9_aQ.js', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect((await get(`/?token=${TOKEN}`, link)).status).toBe(200);
  });
});

describe('files', () => {
  test('have their types; what is named after its content may be kept for ever', async () => {
    const script = await get('/assets/index-B2xK9_aQ.js');
    expect(script).toMatchObject({ status: 200, body: 'export {}' });
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toContain('immutable');
    const font = await get('/assets/font.woff2');
    expect(font.headers).toMatchObject({ 'content-type': 'font/woff2', 'cache-control': 'no-store' });
  });

  test.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/%2e%2e%2fsecret.json',
    '/assets/..%5c..%5csecret.json',
    '/..%255c..%255csecret.json',
    '//secret.json',
    '/%00/../secret.json',
    '/.hidden.json',
    '/notes.txt',
    '/assets',
    '/%ff',
    '/none.js',
  ])('%s is not one of them', async target => {
    const { status, body } = await get(target);
    expect(status).toBe(404);
    expect(body).not.toContain('secret":1');
  });

  test('are only read', async () => {
    expect((await get(`/?token=${TOKEN}`, {}, 'POST')).status).toBe(405);
    expect((await get(`/?token=${TOKEN}`, {}, 'DELETE')).status).toBe(405);
    expect(await get('/assets/index-B2xK9_aQ.js', {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });
});
