import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';
import { z } from 'zod';
import { setUpKeras } from '../setup/keras';
import { setUpTensorFlow } from '../setup/tensorflow';
import { repoRoot } from '../support/repo';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where each keras_server.py listens on the loopback interface, one for each worker, and the token that they ask for. */
    keras: { ports: readonly number[]; token: string };
  }
}

/** Sets up TensorFlow for what is exported, and starts the Python processes that answer every `runKeras` of the suite. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await setUpTensorFlow();
  const { python, env } = await setUpKeras();
  const token = randomBytes(16).toString('hex');
  const workers = project.config.maxWorkers;
  const start = () => startServer(python, { ...env, RECEPTIVE_KERAS_TOKEN: token });
  const servers = await Promise.all(Array.from({ length: workers }, start));
  project.provide('keras', { ports: servers.map(server => server.port), token });
  return async () => {
    await Promise.all(servers.map(server => server.end()));
  };
}

async function startServer(python: string, env: NodeJS.ProcessEnv) {
  const server = spawn(python, [path.join(repoRoot, 'tests/interop/keras/keras_server.py')], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  const first = await Promise.race([
    once(createInterface({ input: server.stdout }), 'line'),
    ended.then(() => undefined),
  ]);
  if (first === undefined) throw new Error('keras_server.py ended before it listened; its output above says why.');
  const { port } = z.object({ port: z.int() }).parse(JSON.parse(String(first[0])));
  return {
    port,
    end: async () => {
      server.stdin.end();
      await ended;
    },
  };
}
