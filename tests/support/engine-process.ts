import path from 'node:path';
import { type EngineChild, startEngineChild } from '#main/hosts/engine-child';
import type { SessionStatus } from '#shared/protocol/session';
import { repoRoot } from './repo';
import { waitUntil } from './wait-until';

export interface EngineProcess {
  readonly engine: EngineChild;
  /** Waits until the last status that it told is one. */
  until(what: string, isSo: (status: SessionStatus) => boolean): Promise<unknown>;
  /** @throws where it refuses */
  ask(name: 'train.pause' | 'train.resume'): Promise<void>;
}

/** The built engine in a process of its own, as the studio starts it; call `ensureBuilt` before. */
export function startEngineProcess(dataFolder: string): EngineProcess {
  const statuses: SessionStatus[] = [];
  const engine = startEngineChild({
    file: path.join(repoRoot, 'dist/node/engine.cjs'),
    env: { RECEPTIVE_DATA: dataFolder },
    onEvent: ({ name, payload }) => {
      if (name === 'session.status') statuses.push(payload);
    },
  });
  return {
    engine,
    until: (what, isSo) => waitUntil(what, () => statuses.slice(-1).some(isSo), 60),
    async ask(name) {
      const answer = await engine.client.request(name, {});
      if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    },
  };
}
