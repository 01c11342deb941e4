import { join, resolve } from 'node:path';
import type { EngineEvent } from '#shared/protocol/events';
import type { EngineHandlers } from '#shared/protocol/requests';
import { ok } from '#shared/result';
import packageJson from '../package.json';
import { datasetHandlers } from './data/dataset-handlers';
import { Datasets, defaultDatasets } from './data/datasets';
import type { Dataset } from './data/define';
import { exportFormatInfos } from './export/formats';
import { dataFolder } from './files/data-folder';
import { RUNS_VARIABLE } from './hosts/engine-messages';
import { forgetOutputs } from './inspect/compiled-outputs';
import type { Network } from './inspect/network';
import { networkHandlers } from './inspect/network-handlers';
import { Watcher } from './inspect/watcher';
import { EngineLog } from './log/engine-log';
import type { LoadRuntime } from './model/tensorflow';
import { RunStore } from './runs/run-store';
import { runsHandlers } from './runs/runs-handlers';
import { loadTensorFlow } from './runtime/load-tensorflow';
import { RateFinder } from './session/rate-finder';
import { Session } from './session/session';
import { sessionHandlers } from './session/session-handlers';
import { Workspace } from './workspace/workspace';
import { workspaceHandlers } from './workspace/workspace-handlers';

export interface EngineOptions {
  /** Where runs, the workspace and the log are kept, if not in the user's data folder. */
  readonly dataFolder?: string;
  /** Where runs are kept, if elsewhere; the host says it by an environment variable. */
  readonly runsFolder?: string;
  readonly datasets?: readonly Dataset[];
  readonly loadRuntime?: LoadRuntime;
}

export interface Engine {
  readonly handlers: EngineHandlers;
  /** @returns ends the subscription */
  onEvent(listener: (event: EngineEvent) => void): () => void;
  /** Writes down what nobody expected. @returns the id under which it is found in the log */
  readonly reportBug: (error: unknown) => string;
  /** Stops training after the step at hand and waits until its checkpoint is written. */
  close(): Promise<void>;
}

/** Everything behind the protocol. TensorFlow is loaded when it is first needed. */
export function createEngine(options: EngineOptions = {}): Engine {
  const root = options.dataFolder ?? dataFolder();
  const { bug: reportBug } = new EngineLog(join(root, 'logs', 'engine.log'));
  const loadRuntime: LoadRuntime = options.loadRuntime ?? (() => loadTensorFlow());
  const datasets = new Datasets(options.datasets ?? defaultDatasets(loadRuntime));
  const workspace = new Workspace(join(root, 'projects'));

  const listeners = new Set<(event: EngineEvent) => void>();
  const emit = (event: EngineEvent): void => {
    for (const listener of listeners) listener(event);
  };

  let network: Network | null = null;
  const setNetwork = (next: Network): void => {
    if (network && network.model !== next.model) {
      forgetOutputs(network.model);
      network.model.dispose();
    }
    network = next;
  };
  const watcher = new Watcher(
    () => network,
    payload => emit({ name: 'model.snapshot', payload }),
    reportBug,
  );
  const session = new Session({ datasets, watcher, setNetwork, reportBug, emit });
  const runs = options.runsFolder ?? process.env[RUNS_VARIABLE] ?? join(root, 'runs');
  const store = new RunStore(resolve(runs), () => session.inProgress);

  const startDeps = { datasets, loadRuntime, store };
  const rateFinder = new RateFinder({ ...startDeps, session, network: () => network, emit });

  const handlers: EngineHandlers = {
    async 'engine.info'() {
      const runtime = await loadRuntime();
      return ok({
        version: packageJson.version,
        pid: process.pid,
        runtime: runtime.ok ? runtime.value.info : null,
        problems: runtime.ok ? [] : runtime.error,
        datasets: await datasets.list(),
        exportFormats: [...exportFormatInfos],
      });
    },
    ...datasetHandlers(datasets, emit, loadRuntime),
    ...sessionHandlers(session, rateFinder, startDeps),
    ...networkHandlers({ session, store, watcher, loadRuntime, network: () => network, setNetwork }),
    ...runsHandlers({ store, datasets, loadRuntime }),
    ...workspaceHandlers(workspace),
  };
  return {
    handlers,
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    reportBug,
    async close() {
      await rateFinder.stop();
      await session.close();
      network?.model.dispose();
      network = null;
    },
  };
}
