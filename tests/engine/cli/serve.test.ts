import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { decode, encode } from '@msgpack/msgpack';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ToPage } from '#shared/hosts/page-link';
import { connectEngine, type EngineClient } from '#shared/protocol/client';
import type { EngineEvent } from '#shared/protocol/events';
import { templates } from '#shared/templates/catalogue';
import { ensureBuilt } from '../../support/built';
import { freePort } from '../../support/free-port';
import { type ReceptiveProcess, runReceptiveProcess, startReceptive } from '../../support/receptive-process';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { waitUntil } from '../../support/wait-until';

let folder: TempFolder;
let host: ReceptiveProcess;
let url: URL;
let enginePid = 0;
const pages: WebSocket[] = [];

const serve = (...words: string[]) =>
  startReceptive(['serve', '--json', ...words], { RECEPTIVE_DATA: path.join(folder.path, 'data') });

beforeAll(ensureBuilt, 300_000);
beforeEach(async () => {
  folder = await makeTempFolder('serve');
  host = serve('--port', '0');
  const listening = await host.event('listening');
  url = new URL(String(listening.url));
  enginePid = Number(listening.enginePid);
});
afterEach(async () => {
  for (const page of pages.splice(0)) page.terminate();
  host.child.kill('SIGINT');
  await host.ended;
  await folder.remove();
});

interface Page {
  readonly socket: WebSocket;
  readonly client: EngineClient;
  readonly events: EngineEvent[];
  /** What the host itself told. */
  readonly told: ToPage[];
}

const linkAddress = (token = url.searchParams.get('token')) => `ws://${url.host}/engine?token=${token}`;

/** A page as the browser opens it. */
async function openPage(): Promise<Page> {
  const socket = new WebSocket(linkAddress(), { origin: url.origin });
  pages.push(socket);
  const told: ToPage[] = [];
  const events: EngineEvent[] = [];
  let deliver: ((message: unknown) => void) | undefined;
  socket.on('message', (data: Buffer) => {
    const message = ToPage.parse(decode(data));
    if (message.from === 'engine') deliver?.(message.message);
    else told.push(message);
  });
  await once(socket, 'open');
  const client = connectEngine(
    {
      post: message => socket.send(encode({ to: 'engine', message }, { ignoreUndefined: true })),
      listen(listener) {
        deliver = listener;
      },
    },
    event => events.push(event),
  );
  return { socket, client, events, told };
}

/** Why a WebSocket was not taken. */
function refusal(address: string, options: { origin?: string; headers?: Record<string, string> }): Promise<string> {
  return new Promise(resolve => {
    const socket = new WebSocket(address, options);
    socket.on('open', () => resolve('taken'));
    socket.on('error', error => resolve(error.message));
    pages.push(socket);
  });
}

const points = () => {
  const template = templates.find(({ id }) => id === 'logistic-regression');
  if (!template) throw new Error('no such template');
  const project = template.project();
  return { ...project, training: { ...project.training, epochs: 100_000 } };
};

const statusOf = ({ events }: Page) => events.findLast(event => event.name === 'session.status')?.payload;

describe('the link', () => {
  test('answers a page with the token: the engine, with TensorFlow loaded', async () => {
    const { client } = await openPage();
    const info = await client.request('engine.info', {});
    expect(info).toMatchObject({ ok: true, value: { pid: enginePid, runtime: { tensorflow: expect.any(String) } } });
  });

  test('refuses a wrong token, another origin, no origin, another host, another path', async () => {
    const { origin, host: name } = url;
    expect(await refusal(linkAddress('wrong'), { origin })).toContain('403');
    expect(await refusal(linkAddress(''), { origin })).toContain('403');
    expect(await refusal(linkAddress(), { origin: 'http://evil.example' })).toContain('403');
    expect(await refusal(linkAddress(), {})).toContain('403');
    expect(
      await refusal(linkAddress(), { origin: 'http://evil.example', headers: { host: 'evil.example' } }),
    ).toContain('403');
    expect(await refusal(`ws://${name}/other?token=${url.searchParams.get('token')}`, { origin })).toContain('404');
  });

  test.each([
    ['text', 'hello', 1008],
    ['bytes that are no MessagePack', Buffer.from([0xc1, 0xff]), 1008],
    ['a message of no known kind', Buffer.from(encode({ to: 'moon' })), 1008],
    ['more than 64 MiB', Buffer.alloc(64 * 1024 * 1024 + 1), 1009],
  ])('is cut by what breaks the contract: %s', async (_, message, code) => {
    const { socket } = await openPage();
    const closed = once(socket, 'close');
    socket.send(message);
    expect((await closed)[0]).toBe(code);
    const next = await openPage();
    expect((await next.client.request('session.get', {})).ok).toBe(true);
  });

  test('a request that breaks the contract is refused, with the place', async () => {
    const { client } = await openPage();
    const answer = await client.request('train.start', { project: { name: 1 } } as never);
    expect(answer).toMatchObject({ ok: false, error: { code: 'protocol/bad-input', name: 'train.start' } });
  });
});

describe('several pages', () => {
  test('see the same run; closing and loading again does not end it', async () => {
    const first = await openPage();
    const second = await openPage();
    const started = await first.client.request('train.start', { project: points() });
    expect(started.ok).toBe(true);
    for (const page of [first, second]) await waitUntil('the run', () => statusOf(page)?.state === 'running');

    first.socket.close();
    second.socket.close();
    const later = await openPage();
    const session = await later.client.request('session.get', {});
    expect(session).toMatchObject({ ok: true, value: { status: { state: 'running' } } });
    await waitUntil('news of the run', () => statusOf(later)?.state === 'running');
    expect((await later.client.request('train.stop', {})).ok).toBe(true);
    await waitUntil('the end', () => statusOf(later)?.state === 'stopped');
  });

  test('what one page watches is sent until it goes; then what the other one watches', async () => {
    const first = await openPage();
    const second = await openPage();
    const boundary = (size: number) => ({ boundary: { range: 2, size } });
    const sizes = ({ events }: Page) =>
      events.flatMap(({ name, payload }) =>
        name === 'model.snapshot' && payload.kind === 'boundary' ? [payload.tensor.shape[0]] : [],
      );
    await first.client.request('watch.set', boundary(8));
    await second.client.request('watch.set', boundary(16));
    await first.client.request('train.start', { project: points() });
    await waitUntil('pictures for the second page', () => sizes(second).includes(16), 20);
    second.socket.close();
    await waitUntil('pictures for the first page', () => sizes(first).includes(8), 20);
    await first.client.request('train.stop', {});
  });
});

describe('an engine that dies', () => {
  test('is told within 2 s with its reason, and started again on request', async () => {
    const first = await openPage();
    const second = await openPage();
    await first.client.request('train.start', { project: points() });
    await waitUntil('the run', () => statusOf(first)?.state === 'running');
    const killed = Date.now();
    process.kill(enginePid, 'SIGKILL');
    for (const { told } of [first, second]) {
      const message = await waitUntil('the news', () => told[0], 2);
      expect(message).toMatchObject({ tell: 'engine-exited', reason: expect.stringContaining('SIGKILL') });
    }
    expect(Date.now() - killed).toBeLessThan(2000);
    const gone = await first.client.request('session.get', {});
    expect(gone).toMatchObject({
      ok: false,
      error: { code: 'engine/gone', message: expect.stringContaining('SIGKILL') },
    });
    const late = await openPage();
    await waitUntil('the news for a page that comes later', () => late.told[0], 2);

    first.socket.send(encode({ to: 'host', ask: 'restart-engine' }));
    for (const { told } of [first, second, late]) {
      expect(await waitUntil('the new engine', () => told[1])).toMatchObject({ tell: 'engine-started' });
    }
    const info = await second.client.request('engine.info', {});
    expect(info).toMatchObject({ ok: true, value: { runtime: { device: expect.any(String) } } });
    const runs = await second.client.request('runs.list', {});
    expect(runs).toMatchObject({ ok: true, value: { runs: [{ state: 'interrupted' }] } });
  });
});

describe('ports and signals', () => {
  test('a port in use is said, with the way out, as exit code 1', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const { code, err, out } = await runReceptiveProcess(['serve', '--port', String(port), '--json']);
    other.close();
    expect(code).toBe(1);
    expect(err()).toMatch(new RegExp(`Port ${port} is in use.*--port`));
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ event: 'error', code: 'serve/port-in-use' });
  });

  test('without --port, two hosts live side by side', async () => {
    const hosts = [serve(), serve()];
    const ports = await Promise.all(hosts.map(async each => (await each.event('listening')).port));
    expect(new Set(ports).size).toBe(2);
    for (const each of hosts) each.child.kill('SIGINT');
    expect(await Promise.all(hosts.map(each => each.ended))).toEqual([0, 0]);
  });

  test.runIf(process.platform === 'linux')('it listens on the loopback address only', async () => {
    const sockets = await readFile('/proc/net/tcp', 'utf8');
    const port = Number(url.port).toString(16).toUpperCase().padStart(4, '0');
    const listening = sockets.split('\n').filter(line => line.includes(`:${port} `) && / 0A /.test(line));
    expect(listening).toHaveLength(1);
    expect(listening[0]).toContain(`0100007F:${port}`);
  });

  test('Ctrl+C stops training and keeps the checkpoint', async () => {
    const page = await openPage();
    await page.client.request('train.start', { project: points() });
    await waitUntil('the run', () => (statusOf(page)?.step ?? 0) > 0);
    host.child.kill('SIGINT');
    expect(await host.ended).toBe(0);
    const runs = path.join(folder.path, 'data', 'runs');
    const { out } = await runReceptiveProcess(['runs', '--runs', runs, '--json']);
    expect(JSON.parse(out[0] ?? '').runs).toMatchObject([{ state: 'stopped', hasWeights: true }]);
  });
});
