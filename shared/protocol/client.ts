import { createBirpc } from 'birpc';
import { err } from '../result';
import type { Channel } from './channel';
import type { EngineEvent } from './events';
import type { Answer, RequestInput, RequestName } from './requests';

export interface EngineClient {
  /** Never rejects: an engine that is gone answers with `engine/gone`. */
  request<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<Answer<Name>>;
  /** Ends the connection: requests that still wait are answered with `engine/gone`. */
  close(reason: string): void;
}

/** The functions that birpc calls across the channel, by these names. */
export interface EngineSide {
  request(name: string, input: unknown): Promise<unknown>;
}
export interface StudioSide {
  event(event: EngineEvent): void;
}

/** The studio's end of the protocol. Training may take hours, so requests have no time limit. */
export function connectEngine(channel: Channel, onEvent: (event: EngineEvent) => void): EngineClient {
  const rpc = createBirpc<EngineSide, StudioSide>(
    { event: onEvent },
    { post: message => channel.post(message), on: listener => channel.listen(listener), timeout: -1 },
  );
  return {
    async request<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<Answer<Name>> {
      try {
        // The engine is of this same build and answers by the contract; only its inputs need a check.
        return (await rpc.request(name, input)) as Answer<Name>;
      } catch (error) {
        return err({ code: 'engine/gone', message: error instanceof Error ? error.message : String(error) });
      }
    },
    close: reason => rpc.$close(new Error(reason)),
  };
}
