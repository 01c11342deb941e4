import { createEngine, type Engine, type EngineOptions } from '#main/engine';
import type { Project } from '#shared/project/project';
import type { EngineEvent, EventName, EventPayload } from '#shared/protocol/events';
import type { RequestName, RequestOutput } from '#shared/protocol/requests';
import { requests } from '#shared/protocol/requests';
import { isActive, type SessionState, type SessionStatus } from '#shared/protocol/session';
import { logisticRegression } from '#shared/templates/logistic-regression';
import { mnistCnn } from '#shared/templates/mnist-cnn';
import { makeTempFolder } from '../../support/temp-folder';
import { waitUntil } from '../../support/wait-until';

/** An engine in this process, with a data folder of its own, all of whose events are kept. */
export interface TestEngine {
  readonly engine: Engine;
  readonly folder: string;
  readonly events: { readonly at: number; readonly event: EngineEvent }[];
  /** The value of an answer; throws on a refusal. */
  ask<Name extends RequestName>(name: Name, input: unknown): Promise<RequestOutput<Name>>;
  of<Name extends EventName>(name: Name): EventPayload<Name>[];
  waitFor(what: string, test: (status: SessionStatus) => boolean, seconds?: number): Promise<SessionStatus>;
  waitForState(state: SessionState, seconds?: number): Promise<SessionStatus>;
  /** Trains to the end. */
  train(project: Project): Promise<{ run: string; status: SessionStatus }>;
  close(): Promise<void>;
}

export async function startTestEngine(options: EngineOptions = {}): Promise<TestEngine> {
  const temp = options.dataFolder === undefined ? await makeTempFolder('engine') : null;
  const folder = options.dataFolder ?? temp?.path ?? '';
  const engine = createEngine({ ...options, dataFolder: folder });
  const events: { at: number; event: EngineEvent }[] = [];
  engine.onEvent(event => events.push({ at: performance.now(), event }));
  const of = <Name extends EventName>(name: Name): EventPayload<Name>[] =>
    // Of an event of that name, the payload is that name's.
    events.flatMap(({ event }) => (event.name === name ? [event.payload as EventPayload<Name>] : []));
  async function ask<Name extends RequestName>(name: Name, input: unknown): Promise<RequestOutput<Name>> {
    // The handler of that name takes what its schema gives; the compiler cannot follow this through a union.
    const handler = engine.handlers[name] as (parsed: unknown) => Promise<unknown>;
    const answer = (await handler(requests[name].input.parse(input))) as
      | { ok: true; value: RequestOutput<Name> }
      | { ok: false; error: unknown };
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    return answer.value;
  }
  const waitFor = async (what: string, test: (status: SessionStatus) => boolean, seconds = 30) => {
    const found = await waitUntil(what, () => of('session.status').find(test), seconds);
    return found;
  };
  return {
    engine,
    folder,
    events,
    ask,
    of,
    waitFor,
    waitForState: (state, seconds) => waitFor(`state ${state}`, status => status.state === state, seconds),
    async train(project) {
      events.length = 0;
      const { run } = await ask('train.start', { project });
      const status = await waitFor('the end', candidate => candidate.run === run && !isActive(candidate.state), 60);
      return { run, status };
    },
    async close() {
      await engine.close();
      await temp?.remove();
    },
  };
}

/** A straight line between two moons: 800 points, 25 steps an epoch, well below a second. */
export function smallProject(change: Partial<Project['training']> = {}): Project {
  const project = logisticRegression.project();
  return {
    ...project,
    data: { dataset: 'points', options: { pattern: 'moons', samples: 1000, seed: 1 } },
    training: { ...project.training, epochs: 3, ...change },
  };
}

/** The real thing, long enough to be interrupted. */
export function mnistProject(change: Partial<Project['training']> = {}): Project {
  const project = mnistCnn.project();
  return { ...project, training: { ...project.training, ...change } };
}
