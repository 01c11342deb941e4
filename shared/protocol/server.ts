import { createBirpc } from 'birpc';
import { err } from '../result';
import type { Channel } from './channel';
import type { EngineSide, StudioSide } from './client';
import type { EngineError } from './errors';
import type { EngineEvent } from './events';
import { type EngineHandlers, type RequestName, requests } from './requests';

const isRequestName = (name: string): name is RequestName => Object.hasOwn(requests, name);

/**
 * Answers one request of unknown origin: the name and the input are checked before a handler sees them.
 * @param reportBug logs what a handler threw and gives the id under which it is found.
 */
async function answer(
  handlers: EngineHandlers,
  name: unknown,
  input: unknown,
  reportBug: (error: unknown) => string,
): Promise<unknown> {
  if (typeof name !== 'string' || !isRequestName(name)) {
    return err<EngineError>({ code: 'protocol/unknown-request', name: String(name) });
  }
  const parsed = requests[name].input.safeParse(input);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`);
    return err<EngineError>({ code: 'protocol/bad-input', name, issues });
  }
  // `parsed` belongs to `name`, which the compiler cannot follow through a union of handlers.
  const handler = handlers[name] as (input: unknown) => Promise<unknown>;
  try {
    return await handler(parsed.data);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return err<EngineError>({ code: 'internal', id: reportBug(error), message });
  }
}

export interface EngineServer {
  emit(event: EngineEvent): void;
  close(): void;
}

/** The engine's end of the protocol, for one studio. Messages that are not of the protocol are dropped. */
export function serveEngine(
  channel: Channel,
  handlers: EngineHandlers,
  reportBug: (error: unknown) => string,
): EngineServer {
  const rpc = createBirpc<StudioSide, EngineSide>(
    { request: (name, input) => answer(handlers, name, input, reportBug) },
    {
      post: message => channel.post(message),
      on: listener =>
        channel.listen(message => {
          if (typeof message === 'object' && message !== null) listener(message);
        }),
      timeout: -1,
      eventNames: ['event'],
      onGeneralError: error => {
        reportBug(error);
        return true;
      },
    },
  );
  return {
    emit: event => void rpc.event(event),
    close: () => rpc.$close(),
  };
}
