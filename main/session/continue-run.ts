import type { Project } from '#shared/project/project';
import type { EngineError } from '#shared/protocol/errors';
import type { WhichWeights } from '#shared/protocol/runs';
import type { RuntimeInfo } from '#shared/protocol/runtime';
import { err, ok, type Result } from '#shared/result';
import { type EndedStage, epochsLeftOut, planOf, withTotalEpochs } from '#shared/training/plan';
import type { CheckpointDamage } from '../runs/checkpoints';
import { RunFolder } from '../runs/run-folder';
import type { RunRecord } from '../runs/run-record';
import type { StoredRun } from '../runs/run-store';
import { whyUnfit } from './fits';
import { countSteps } from './prepare';
import type { ReadyRun } from './run-driver';
import { checkRun, type StartDeps, thisProcess, trainedBy } from './start-run';

interface Continuation {
  readonly ready: ReadyRun;
  /** What is wrong with newer checkpoints than the one it goes on from. */
  readonly damaged: readonly CheckpointDamage[];
}

/** How a run is to go on. */
interface Wish {
  /** A new total, in place of the project's. */
  readonly epochs?: number;
  readonly weights: WhichWeights;
}

/**
 * Checks all that could keep a run from going on, and takes its folder over. Where it refuses, the folder stays as it is.
 * @param signal gives up while the data are read
 */
export async function continuedRun(
  run: string,
  { epochs, weights }: Wish,
  signal: AbortSignal,
  deps: StartDeps,
): Promise<Result<Continuation, EngineError>> {
  const { store, datasets } = deps;
  if (await store.isActive(run)) return err({ code: 'run/in-progress', run });
  const stored = await store.stored(run, weights, whyUnfit);
  if (!stored.ok) return stored;
  const { latest, points } = stored.value;
  const { checkpoint, damaged } = latest;
  const { ended = [] } = checkpoint.state.judge ?? {};
  const project = withEpochs(stored.value.project, epochs, ended);
  const checked = await checkRun(project, deps);
  if (!checked.ok) return checked;
  const data = await datasets.load(project.data, { signal, report: () => undefined });
  if (!data.ok) return data;
  const { fingerprint, info } = data.value;
  if (fingerprint !== stored.value.record.dataset.fingerprint) {
    return err({ code: 'run/data-changed', run, dataset: info.title });
  }
  const stepsPerEpoch = countSteps(data.value, project);
  const refusal = whyNotOn(stored.value, project, stepsPerEpoch);
  if (refusal) return err(refusal);
  // Another process may have taken the run up while the data were read.
  if (await store.isActive(run)) return err({ code: 'run/in-progress', run });

  const { runtime } = checked.value;
  const kept = points.filter(point => point.step <= checkpoint.state.step);
  const afterEarlyStop = goesOnAfterEarlyStop(stored.value);
  const resumed = { epochs: planOf(project.training, ended).epochs, afterEarlyStop };
  const record = nextRecord(stored.value, resumed, stepsPerEpoch, runtime.info);
  const folder = await RunFolder.reopen(store.pathOf(run), { project, record, points: kept, checkpoint });
  if (!folder.ok) return folder;
  const ready: ReadyRun = {
    tf: runtime.tf,
    project,
    folder: folder.value,
    record,
    resume: { checkpoint, points: kept, afterEarlyStop },
  };
  return ok({ ready, damaged });
}

/** The record of a run that goes on; its curves' last values follow with the first save. */
function nextRecord(
  { record, latest }: StoredRun,
  { epochs, afterEarlyStop }: { readonly epochs: number; readonly afterEarlyStop: boolean },
  stepsPerEpoch: number,
  runtime: RuntimeInfo,
): RunRecord {
  const { step, judge } = latest.checkpoint.state;
  const { device, versions } = trainedBy(runtime);
  return {
    ...record,
    state: 'preparing',
    failure: null,
    endedAt: null,
    epochs,
    step,
    steps: epochs * stepsPerEpoch,
    best: judge?.best ?? null,
    stoppedEarly: false,
    device,
    resumes: [...record.resumes, { at: new Date().toISOString(), step, epochs, device, versions, afterEarlyStop }],
    owner: thisProcess(),
  };
}

/**
 * Whether a run goes on that early stopping had ended. One that was killed between that and its end has only to be ended; one that
 * went on and was killed before its next checkpoint goes on once more.
 */
const goesOnAfterEarlyStop = ({ record, state, latest }: StoredRun): boolean => {
  const { step, judge } = latest.checkpoint.state;
  if (!judge?.stopped) return false;
  return state === 'done' || record.resumes.some(resumed => resumed.step === step && resumed.afterEarlyStop);
};

/** @param epochs of the whole run, as long as it turned out to be */
function withEpochs(project: Project, epochs: number | undefined, ended: readonly EndedStage[]): Project {
  if (epochs === undefined) return project;
  const { training } = project;
  return { ...project, training: withTotalEpochs(training, epochs + epochsLeftOut(training, ended)) };
}

/** One that was stopped or killed between its last step and its end has only to be ended. */
function whyNotOn(
  { record: { run }, state, latest: { checkpoint } }: StoredRun,
  { training }: Project,
  stepsPerEpoch: number,
): EngineError | null {
  const { step, judge } = checkpoint.state;
  const left = planOf(training, judge?.ended).epochs * stepsPerEpoch - step;
  return left < 0 || (left === 0 && state === 'done') ? { code: 'run/done', run, epochs: step / stepsPerEpoch } : null;
}
