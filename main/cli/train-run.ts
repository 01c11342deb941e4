import { join } from 'node:path';
import { DATA_WAIT_HINT, describeDataWait } from '#shared/data/data-wait';
import type { EngineClient } from '#shared/protocol/client';
import type { EngineEvent } from '#shared/protocol/events';
import type { FinalMetrics } from '#shared/protocol/runs';
import { describeFailure, isActive, type SessionStatus } from '#shared/protocol/session';
import { err, ok, type Result } from '#shared/result';
import { monitorTitle } from '#shared/training/monitor';
import type { EngineChild } from '../hosts/engine-child';
import { finalMetrics } from '../runs/run-record';
import type { Cli } from './cli';
import { startEngine } from './engine';
import { EXIT, type ExitCode } from './exit-code';
import { engineFailure, type Failure } from './failure';
import { onInterrupt } from './interrupt';
import {
  describeFurtherMetrics,
  describeMetrics,
  describeOutputs,
  jsonView,
  plainView,
  type RunView,
} from './run-view';
import { setUpRuntime } from './set-up';
import { formatSeconds, grouped } from './table';

interface Options {
  /** The folder with the runs. */
  readonly folder: string;
  readonly json: boolean;
}

/**
 * Trains in an engine of this command's own until the run ends, shows it meanwhile, and reports.
 * @param begin asks the engine to begin; gives the run's id
 */
export async function trainRun(
  cli: Cli,
  { folder, json }: Options,
  begin: (client: EngineClient) => Promise<Result<string, Failure>>,
): Promise<Result<ExitCode, Failure>> {
  const { terminal } = cli;
  let engine: EngineChild | null = null;
  const interrupts = onInterrupt(
    () => {
      terminal.note('Stopping after this step, and keeping what was learned. Ctrl+C again ends at once.');
      void engine?.client.request('train.stop', {});
    },
    () => {
      engine?.kill();
      process.exit(EXIT.interrupted);
    },
  );
  try {
    const tell = (event: object) => terminal.out(JSON.stringify(event));
    const set = await setUpRuntime(
      terminal,
      interrupts.signal,
      json ? progress => tell({ event: 'setup', ...progress }) : undefined,
    );
    if (!set.ok) return set;
    const view = json ? jsonView(terminal) : plainView(terminal);
    const run = watchRun(view);
    engine = startEngine(cli, folder, run.receive);
    if (json) tell({ event: 'engine', pid: engine.pid });
    const outcome = await trainIn(engine, begin, run.ended, interrupts.signal);
    view.end();
    await engine.stop();
    if (!outcome.ok) return outcome;
    return ok(report(cli, outcome.value, folder, json));
  } finally {
    interrupts.stopListening();
  }
}

/** Follows the events of one run until it has ended. */
function watchRun(view: RunView) {
  let finish: () => void;
  const ended = new Promise<void>(resolve => {
    finish = resolve;
  });
  return {
    ended,
    receive({ name, payload }: EngineEvent): void {
      if (name === 'session.metrics') for (const point of payload.points) view.point(payload.run, point);
      if (name !== 'session.status') return;
      view.status(payload);
      if (payload.run !== null && !isActive(payload.state) && payload.state !== 'idle') finish();
    },
  };
}

interface Outcome {
  readonly status: SessionStatus;
  readonly metrics: FinalMetrics;
}

async function trainIn(
  engine: EngineChild,
  begin: (client: EngineClient) => Promise<Result<string, Failure>>,
  ended: Promise<void>,
  interrupted: AbortSignal,
): Promise<Result<Outcome, Failure>> {
  const begun = await begin(engine.client);
  if (!begun.ok) return begun;
  // Ctrl+C may have come while there was no run to stop yet.
  if (interrupted.aborted) void engine.client.request('train.stop', {});
  const gone = await Promise.race([ended.then(() => null), engine.ended]);
  if (gone !== null) return err(engineGone(gone, begun.value));
  const session = await engine.client.request('session.get', {});
  if (!session.ok) return err(engineFailure(session.error));
  return ok({ status: session.value.status, metrics: finalMetrics(session.value.metrics) });
}

const engineGone = (reason: string, run: string): Failure => ({
  exit: EXIT.engine,
  code: 'engine/gone',
  message: `The engine has stopped: ${reason}. Go on from its last checkpoint with: receptive resume ${run}`,
});

function report({ terminal }: Cli, { status, metrics }: Outcome, runs: string, json: boolean): ExitCode {
  const { state, run, device, stepKind, step, steps, seconds, dataWait, best, stoppedEarly, failure } = status;
  const folder = run === null ? null : join(runs, run);
  if (json) {
    const event = { event: 'summary', state, run, folder, device, stepKind, step, steps, seconds, dataWait };
    terminal.out(JSON.stringify({ ...event, metrics, best, stoppedEarly, ...(failure ? { failure } : {}) }));
  } else {
    for (const line of summaryLines(status, metrics)) terminal.out(line);
    terminal.out(`Kept in ${folder}`);
  }
  if (failure) terminal.note(`receptive: ${describeFailure(failure)}`);
  else if (!json && state === 'stopped') terminal.note(`Go on with: receptive resume ${run}`);
  else if (!json) terminal.note(`Take it away with: receptive export ${run} --to keras -o model.keras`);
  if (failure) return failure.code === 'internal' ? EXIT.engine : EXIT.problem;
  return state === 'done' ? EXIT.done : EXIT.interrupted;
}

/** What a person reads at the end of a run. */
function summaryLines(status: SessionStatus, metrics: FinalMetrics): string[] {
  const { state, run, step, steps, seconds, best, stoppedEarly, dataWait } = status;
  const lines = [
    `Run ${run}: ${state} after ${grouped(step)} of ${grouped(steps)} steps in ${formatSeconds(seconds)}`,
    describeMetrics(metrics),
  ];
  if (best) {
    const early = stoppedEarly ? ', after which it stopped early' : '';
    lines.push(`best: ${monitorTitle(best.monitor)} ${best.value.toFixed(4)} at epoch ${best.epoch}${early}`);
  }
  const further = describeFurtherMetrics(metrics);
  if (further) lines.push(`validation: ${further}`);
  const outputs = describeOutputs(metrics);
  if (outputs) lines.push(`outputs: ${outputs}`);
  const waits = describeDataWait(dataWait);
  if (waits) lines.push(`Of its time, this run ${waits}. ${DATA_WAIT_HINT}`);
  return lines;
}
