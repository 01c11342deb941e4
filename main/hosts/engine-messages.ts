/**
 * How a host talks to the engine process (`main/engine-process.ts`) beside the protocol itself.
 *
 * - Node (`fork`, serialization "advanced"): every other message is one of the protocol, for the one studio that the host is.
 *   When the channel closes, the host is gone: the engine stops as if asked to.
 * - Electron (`utilityProcess.fork`): a message that carries a MessagePort connects one more studio; the protocol runs over
 *   that port until it closes. Training goes on without any.
 */

/** Asks the engine to stop training after the step at hand, keep the checkpoint, and exit with code 0. */
export const STOP_ENGINE = 'receptive:stop-engine';

/** How long an engine may take to stop after the step at hand and to keep its checkpoint, in milliseconds. */
export const STOP_MS = 20_000;

/** Comes with the MessagePort of a studio that connects. */
export const CONNECT_STUDIO = 'receptive:connect-studio';

/** The environment variable in which a host names another folder for runs than the user's own (`dataFolder('runs')`). */
export const RUNS_VARIABLE = 'RECEPTIVE_RUNS';
