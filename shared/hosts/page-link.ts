import { z } from 'zod';

/** The path of the WebSocket between a served page and its host; messages are MessagePack. */
export const LINK_PATH = '/engine';

/**
 * What travels between a served page and its host: messages for and from the engine, and a few about the engine process,
 * which the host can start again when it has died.
 */
export const FromPage = z.discriminatedUnion('to', [
  z.object({ to: z.literal('engine'), message: z.unknown() }),
  z.object({ to: z.literal('host'), ask: z.literal('restart-engine') }),
]);
export type FromPage = z.infer<typeof FromPage>;

export const ToPage = z.union([
  z.object({ from: z.literal('engine'), message: z.unknown() }),
  z.object({ from: z.literal('host'), tell: z.literal('engine-started') }),
  z.object({ from: z.literal('host'), tell: z.literal('engine-exited'), reason: z.string() }),
]);
export type ToPage = z.infer<typeof ToPage>;
