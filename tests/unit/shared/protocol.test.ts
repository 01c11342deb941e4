import { expect, test } from 'vitest';
import type { Channel } from '#shared/protocol/channel';
import { connectEngine } from '#shared/protocol/client';
import type { EngineEvent } from '#shared/protocol/events';
import type { EngineHandlers } from '#shared/protocol/requests';
import { serveEngine } from '#shared/protocol/server';
import { idleStatus } from '#shared/protocol/session';
import { fromWire, toWire, WireTensor } from '#shared/protocol/tensor';
import { ok } from '#shared/result';

/** Two ends of a pipe that copies messages as a MessagePort does. */
function pipe(): [Channel, Channel] {
  const listeners: ((message: unknown) => void)[] = [];
  const end = (mine: number, other: number): Channel => ({
    post: message => queueMicrotask(() => listeners[other]?.(structuredClone(message))),
    listen: listener => {
      listeners[mine] = listener;
    },
  });
  return [end(0, 1), end(1, 0)];
}

function connect(overrides: Partial<EngineHandlers>) {
  const [studio, engine] = pipe();
  const bugs: unknown[] = [];
  const events: EngineEvent[] = [];
  // Only the handlers that a test calls are there; any other would fail loudly as `internal`.
  const handlers = overrides as EngineHandlers;
  const server = serveEngine(engine, handlers, bug => `bug-${bugs.push(bug)}`);
  const client = connectEngine(studio, event => events.push(event));
  return { client, server, bugs, events, studio };
}

test('a request arrives checked, its answer comes back', async () => {
  const { client } = connect({
    'model.predict': async ({ sample, outputs }) =>
      ok({ prediction: [...fromWire(sample)], ends: [], outputs: [], step: outputs.length }),
  });
  const sample = toWire([2], new Float32Array([0.25, -1]));
  expect(await client.request('model.predict', { sample })).toEqual(
    ok({ prediction: [0.25, -1], ends: [], outputs: [], step: 0 }),
  );
});

test('a request that breaks the contract is refused with its place, and never reaches the handler', async () => {
  const { client, bugs } = connect({
    'dataset.samples': () => {
      throw new Error('must not be called');
    },
  });
  const bad = { data: { dataset: 'mnist' }, split: 'training', start: -1, count: 1 } as const;
  expect(await client.request('dataset.samples', bad)).toMatchObject({
    ok: false,
    error: { code: 'protocol/bad-input', issues: [expect.stringContaining('start: ')] },
  });
  expect(bugs).toEqual([]);
});

test('what a handler throws is reported as a bug with an id', async () => {
  const { client, bugs } = connect({
    'train.stop': () => {
      throw new Error('boom');
    },
  });
  expect(await client.request('train.stop', {})).toEqual({
    ok: false,
    error: { code: 'internal', id: 'bug-1', message: 'boom' },
  });
  expect(bugs).toHaveLength(1);
});

test.each(['no.such', '__proto__', 'constructor', 'toString'])('request "%s" is unknown', async name => {
  const { studio } = connect({});
  const answer = new Promise(resolve => studio.listen(resolve));
  studio.post({ t: 'q', i: '1', m: 'request', a: [name, {}] });
  expect(await answer).toMatchObject({ r: { ok: false, error: { code: 'protocol/unknown-request', name } } });
});

test('events arrive in order', async () => {
  const { server, events } = connect({});
  for (const step of [1, 2, 3]) server.emit({ name: 'session.status', payload: { ...idleStatus, step } });
  await expect.poll(() => events.map(event => 'step' in event.payload && event.payload.step)).toEqual([1, 2, 3]);
});

test('when the engine is gone, waiting requests are answered so', async () => {
  const { client } = connect({ 'train.pause': () => new Promise(() => {}) });
  const waiting = client.request('train.pause', {});
  client.close('killed by SIGKILL');
  expect(await waiting).toEqual({
    ok: false,
    error: { code: 'engine/gone', message: expect.stringContaining('killed by SIGKILL') },
  });
});

test('a tensor is taken only with the bytes that its shape needs', () => {
  const wire = toWire([2, 2], new Float32Array(4));
  expect(WireTensor.safeParse(wire).success).toBe(true);
  expect(WireTensor.safeParse({ ...wire, shape: [3, 2] }).success).toBe(false);
  const odd = new Uint8Array(9).subarray(1, 9);
  expect(fromWire({ shape: [2], data: odd })).toEqual(new Float32Array(2));
  const received = Buffer.from([0, 0, 0, 128, 63]).subarray(1);
  expect(fromWire({ shape: [1], data: received })).toEqual(new Float32Array([1]));
});
