import { join, resolve } from 'node:path';
import type { EngineEvent } from '#shared/protocol/events';
import { dataFolder } from '../files/data-folder';
import { type EngineChild, startEngineChild } from '../hosts/engine-child';
import { RUNS_VARIABLE } from '../hosts/engine-messages';
import type { Cli } from './cli';

/** The folder with the runs: the one that `--runs` names, or the user's own. */
export const runsFolder = (runs: string | undefined): string =>
  runs === undefined ? dataFolder('runs') : resolve(runs);

/**
 * Starts the engine for one command.
 * @param runs the folder with the runs
 */
export const startEngine = (
  { dist }: Cli,
  runs: string,
  onEvent: (event: EngineEvent) => void = () => undefined,
): EngineChild => startEngineChild({ file: join(dist, 'node', 'engine.cjs'), env: { [RUNS_VARIABLE]: runs }, onEvent });
