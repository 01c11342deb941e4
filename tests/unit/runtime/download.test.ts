import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { download } from '#main/files/download';
import { tempFolder } from './temp';

const content = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251));
const sha256 = createHash('sha256').update(content).digest('hex');
const TAG = '"v1"';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(answer: RequestListener): Promise<string> {
  const started = createServer(answer);
  server = started;
  await new Promise<void>(resolve => started.listen(0, '127.0.0.1', resolve));
  const address = started.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/file.bin`;
}

/** A connection cut after so many bytes, once they are all in the file: what a cut loses on its way is not foreseen. */
type Cut = { readonly after: number; readonly to: string };

async function sizeReaches(path: string, size: number): Promise<void> {
  const sizeNow = () =>
    stat(path).then(
      found => found.size,
      () => 0,
    );
  while ((await sizeNow()) !== size) await sleep(5);
}

/** Serves `bytes` as a well-behaved server does, with ranges; notes what was asked. */
function good(bytes: Buffer, asked: (string | undefined)[] = [], cut?: Cut): RequestListener {
  return (request, response) => {
    asked.push(request.headers.range);
    const resumes = request.headers['if-range'] === TAG;
    const from = resumes ? Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0) : 0;
    const rest = bytes.subarray(from);
    const range = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
    response.writeHead(from > 0 ? 206 : 200, { etag: TAG, 'content-length': rest.length, ...(from > 0 && range) });
    if (cut === undefined || cut.after >= rest.length) return response.end(rest);
    response.write(rest.subarray(0, cut.after));
    return void sizeReaches(`${cut.to}.part`, from + cut.after).then(() => response.destroy());
  };
}

const target = async () => join(await tempFolder(), 'deep', 'file.bin');

test('a file arrives whole, checked, with progress up to its size', async () => {
  const url = await serve(good(content));
  const to = await target();
  const seen: [number, number | undefined][] = [];
  const got = await download({ url, to, sha256, report: (done, total) => seen.push([done, total]) });
  expect(got).toEqual({ ok: true, value: { path: to, bytes: content.length, sha256 } });
  expect(seen.at(-1)).toEqual([content.length, content.length]);
  expect(await readdir(join(to, '..'))).toEqual(['file.bin']);
});

test('a server that cuts every connection is resumed where it stopped, until the file is whole', async () => {
  const asked: (string | undefined)[] = [];
  const to = await target();
  const url = await serve(good(content, asked, { after: 120_000, to }));
  expect(await download({ url, to, sha256 })).toMatchObject({ ok: true });
  expect(asked).toEqual([undefined, 'bytes=120000-', 'bytes=240000-']);
  expect((await readFile(to)).equals(content)).toBe(true);
});

test('a later call goes on where an earlier one gave up', async () => {
  const to = await target();
  const asked: (string | undefined)[] = [];
  let cut = true;
  const half = { after: 100_000, to };
  const url = await serve((request, response) => good(content, asked, cut ? half : undefined)(request, response));
  expect(await download({ url, to, sha256, retries: 0 })).toMatchObject({ error: { code: 'download/interrupted' } });
  cut = false;
  expect(await download({ url, to, sha256, retries: 0 })).toMatchObject({ ok: true });
  expect(asked[1]).toBe('bytes=100000-');
});

test('when the file changed meanwhile, its old half is dropped', async () => {
  const to = await target();
  let first = true;
  const url = await serve((request, response) => {
    const answer = first ? good(content, [], { after: 100_000, to }) : good(Buffer.from('new'), []);
    first = false;
    if (!first) request.headers['if-range'] = undefined;
    return answer(request, response);
  });
  await download({ url, to, retries: 0 });
  expect(await download({ url, to })).toMatchObject({ ok: true, value: { bytes: 3 } });
  expect(await readFile(to, 'utf8')).toBe('new');
});

test('a server without tags is never resumed: two halves could be of two files', async () => {
  const asked: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    asked.push(request.headers.range);
    response.writeHead(200, { 'content-length': content.length });
    if (asked.length > 1) return response.end(content);
    return response.write(content.subarray(0, 1000), () => setTimeout(() => response.destroy(), 20));
  });
  expect(await download({ url, to: await target(), sha256 })).toMatchObject({ ok: true });
  expect(asked).toEqual([undefined, undefined]);
});

test('a part that turns out wrong is thrown away and fetched anew', async () => {
  const wrong = Buffer.from(content);
  wrong[5] = (wrong[5] ?? 0) ^ 1;
  const to = await target();
  let turn = 0;
  const url = await serve((request, response) =>
    (turn++ === 0 ? good(wrong, [], { after: 100_000, to }) : good(content))(request, response),
  );
  expect(await download({ url, to, sha256 })).toMatchObject({ ok: true });
  expect(turn).toBe(3);
});

test('wrong bytes are refused, and nothing stays', async () => {
  const url = await serve(good(Buffer.from('not it')));
  const to = await target();
  expect(await download({ url, to, sha256 })).toMatchObject({ error: { code: 'download/wrong-content' } });
  expect(await readdir(join(to, '..'))).toEqual([]);
});

test('a length that is a lie is an interruption, not a short file', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 1000 });
    response.write('short', () => response.destroy());
  });
  const to = await target();
  expect(await download({ url, to, retries: 1 })).toMatchObject({ error: { code: 'download/interrupted' } });
  expect(await readdir(join(to, '..'))).not.toContain('file.bin');
});

test('a wrong range is not glued on', async () => {
  const to = await target();
  let turn = 0;
  const url = await serve((request, response) => {
    if (turn++ !== 1) return good(content, [], turn === 1 ? { after: 100_000, to } : undefined)(request, response);
    response.writeHead(206, { 'content-range': `bytes 5-${content.length - 1}/${content.length}` });
    return response.end(content.subarray(5));
  });
  expect(await download({ url, to, sha256 })).toMatchObject({ ok: true });
});

test('more than allowed is refused, announced or not', async () => {
  const to = await target();
  const honest = await serve(good(content));
  expect(await download({ url: honest, to, maxBytes: 1000 })).toMatchObject({ error: { code: 'download/too-large' } });
  server?.close();
  const secretive = await serve((_, response) => response.writeHead(200).end(content));
  expect(await download({ url: secretive, to, maxBytes: 1000 })).toMatchObject({
    error: { code: 'download/too-large' },
  });
  expect(await readdir(join(to, '..'))).toEqual([]);
});

test('a silent server is given up, a failing one retried, a refusing one not', async () => {
  const silent = await serve((_, response) => void response.writeHead(200).write('x'));
  const to = await target();
  expect(await download({ url: silent, to, idleMs: 100, retries: 0 })).toMatchObject({
    error: { code: 'download/interrupted' },
  });
  server?.close();
  let turn = 0;
  const failing = await serve((request, response) =>
    turn++ === 0 ? response.writeHead(503).end() : good(content)(request, response),
  );
  expect(await download({ url: failing, to, sha256 })).toMatchObject({ ok: true });
  server?.close();
  let asked = 0;
  const refusing = await serve((_, response) => {
    asked++;
    response.writeHead(404).end();
  });
  expect(await download({ url: refusing, to: await target() })).toMatchObject({
    error: { code: 'download/status', status: 404 },
  });
  expect(asked).toBe(1);
});

test('no server at all is told as offline, at once', async () => {
  const url = await serve(good(content));
  await new Promise(resolve => server?.close(resolve));
  const start = Date.now();
  const got = await download({ url, to: await target() });
  expect(got).toMatchObject({ error: { code: 'download/offline', message: expect.stringContaining('127.0.0.1') } });
  expect(Date.now() - start).toBeLessThan(2000);
});

test('a redirect is followed, a circle is not', async () => {
  const url = await serve((request, response) =>
    request.url === '/file.bin'
      ? response.writeHead(302, { location: '/there' }).end()
      : request.url === '/there'
        ? good(content)(request, response)
        : response.writeHead(302, { location: '/round' }).end(),
  );
  expect(await download({ url, to: await target(), sha256 })).toMatchObject({ ok: true });
  expect(await download({ url: url.replace('file.bin', 'round'), to: await target() })).toMatchObject({
    error: { code: 'download/redirect' },
  });
});

test('cancelling stops it and keeps the part for later', async () => {
  const stop = new AbortController();
  const url = await serve((_, response) => {
    response.writeHead(200, { etag: TAG, 'content-length': content.length });
    response.write(content.subarray(0, 100_000), () => setTimeout(() => stop.abort(), 50));
  });
  const to = await target();
  const got = await download({ url, to, signal: stop.signal });
  expect(got).toMatchObject({ error: { code: 'download/cancelled' } });
  expect(await readdir(join(to, '..'))).toContain('file.bin.part');
});
