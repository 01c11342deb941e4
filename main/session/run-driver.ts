import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Project } from '#shared/project/project';
import type { EngineError } from '#shared/protocol/errors';
import type { MetricPoint, SessionFailure, SessionStatus } from '#shared/protocol/session';
import type { Result } from '#shared/result';
import { type PlannedStage, stageTitle } from '#shared/training/plan';
import type { Datasets } from '../data/datasets';
import type { Network } from '../inspect/network';
import type { Watcher } from '../inspect/watcher';
import type { TensorFlow } from '../model/tensorflow';
import { type Checkpoint, readLatestCheckpoint } from '../runs/checkpoints';
import type { FileFailed } from '../runs/file-failed';
import { type RunFolder, runPaths } from '../runs/run-folder';
import { RunJournal } from '../runs/run-journal';
import type { RunRecord } from '../runs/run-record';
import { noJudgement } from '../training/epoch-judge';
import { averagedWeights } from '../training/weight-average';
import type { Control } from './control';
import { RunFailed, toFailure } from './failures';
import { noSums } from './metric-recorder';
import { Pace } from './pace';
import { type Prepared, prepare } from './prepare';
import { type StartingPoint, type TrainingListener, TrainingRun } from './training-run';

/** Where a run goes on that had ended. */
export interface ResumePoint {
  readonly checkpoint: Checkpoint;
  /** The curves up to its step. */
  readonly points: readonly MetricPoint[];
  /** Whether early stopping had ended it. */
  readonly afterEarlyStop: boolean;
}

/** A run that may begin or go on: everything has been checked, its folder is there. */
export interface ReadyRun {
  readonly tf: TensorFlow;
  readonly project: Project;
  readonly folder: RunFolder;
  readonly record: RunRecord;
  readonly resume?: ResumePoint;
}

/** The session's end of a run. */
export interface Driver {
  status(): SessionStatus;
  update(change: Partial<SessionStatus>, pace: Pace): void;
  point(point: MetricPoint): void;
}

export interface DriverDeps extends Driver {
  readonly datasets: Datasets;
  readonly watcher: Watcher;
  /** The run's network becomes the one at hand as soon as it exists. */
  readonly setNetwork: (network: Network) => void;
  readonly reportBug: (error: unknown) => string;
}

export interface RunEnd {
  readonly state: 'done' | 'stopped' | 'failed';
  readonly failure: SessionFailure | null;
}

/** Takes a run from its first file to its last. Never throws: whatever ends it is data. */
export async function driveRun(ready: ReadyRun, control: Control, deps: DriverDeps): Promise<RunEnd> {
  const journal = new RunJournal(ready.folder, ready.record, ready.resume?.points ?? []);
  const pace = new Pace(() => performance.now(), 1000 * ready.record.seconds);
  let end: RunEnd;
  try {
    end = { state: await train(ready, control, journal, pace, deps), failure: null };
  } catch (error) {
    end = { state: 'failed', failure: toFailure(error, deps.reportBug) };
  }
  // The step of a loss that is no number is the one the run ended with.
  if (end.failure?.code === 'train/not-finite') deps.update({ step: end.failure.step }, pace);
  else deps.update({}, pace);
  try {
    expectWritten(await journal.close({ ...deps.status(), ...end }));
    return end;
  } catch (error) {
    return end.failure ? end : { state: 'failed', failure: toFailure(error, deps.reportBug) };
  }
}

async function train(
  { tf, project, record, folder, resume }: ReadyRun,
  control: Control,
  journal: RunJournal,
  pace: Pace,
  deps: DriverDeps,
): Promise<'done' | 'stopped'> {
  const context = { signal: control.signal, report: (message: string) => deps.update({ message }, pace) };
  const prepared = await prepare(tf, project, deps.datasets, context, resume?.checkpoint);
  if (!prepared.ok) {
    if (prepared.error.code === 'cancelled') return 'stopped';
    throw preparationFailed(prepared.error);
  }
  const { data, model, trainStep, stepsPerEpoch } = prepared.value;
  let { plan } = prepared.value;
  const networkAt = (step: number): Network => ({
    tf,
    run: record.run,
    project,
    model,
    step,
    sync: () => trainStep.syncWeights(),
  });
  const save = async () => expectWritten(await journal.save(deps.status()));
  let end: 'done' | 'stopped';
  try {
    const from = startingPoint(resume, prepared.value);
    deps.setNetwork(networkAt(from.step));
    journal.setFingerprint(data.fingerprint);
    if (data.info.text) expectWritten(await folder.writeText(data.info.text));
    const epoch = Math.ceil(from.step / stepsPerEpoch);
    const stageAt = (step: number) => stageStatus(project, plan.stageAt(step, stepsPerEpoch));
    const stage = stageAt(from.step);
    const stepKind = trainStep.kind;
    const length = () => ({ epochs: plan.epochs, steps: stepsPerEpoch * plan.epochs });
    deps.update({ state: 'running', message: undefined, epoch, stage, stepsPerEpoch, ...length(), stepKind }, pace);
    // One that was killed between its early stop and its end has only to be ended.
    deps.update({ stoppedEarly: from.judge.stopped && !from.afterEarlyStop }, pace);
    await save();
    const listener: TrainingListener = {
      async onPause() {
        deps.update({ state: 'paused' }, pace);
        await deps.watcher.catchUp();
      },
      onResume: () => deps.update({ state: 'running' }, pace),
      async onStage() {
        deps.update({ stage: stageAt(deps.status().step) }, pace);
        // So that it is seen before its step is made.
        await nextTurn();
      },
      onPoint(measured) {
        const point = { ...measured, seconds: pace.elapsed / 1000 };
        journal.add(point);
        deps.point(point);
      },
      async onStep(step) {
        deps.setNetwork(networkAt(step));
        deps.update({ step, epoch: Math.ceil(step / stepsPerEpoch) }, pace);
        await deps.watcher.stepDone();
        expectWritten(await journal.stepDone());
      },
      onJudged: ({ best, stopped }) => deps.update({ best, stoppedEarly: stopped }, pace),
      onPlan(shorter) {
        plan = shorter;
        deps.update(length(), pace);
      },
      onBest: async checkpoint => expectWritten(await journal.writeBest(checkpoint)),
      onStageBest: async checkpoint => expectWritten(await journal.writeStageBest(checkpoint)),
      stageBest: step => readStageBest(runPaths(folder.path).stageBest, step),
      async onCheckpoint(checkpoint) {
        expectWritten(await journal.writeCheckpoint(checkpoint));
        await save();
      },
    };
    end = await new TrainingRun(tf, project, prepared.value, control, pace, listener, from).run();
    await deps.watcher.catchUp();
  } finally {
    // The step goes, the network stays: it can still be asked for predictions.
    try {
      trainStep.syncWeights();
    } finally {
      deps.setNetwork({ ...networkAt(deps.status().step), sync: () => undefined });
      trainStep.dispose();
    }
  }
  if (end === 'done' && project.training.earlyStopping.restoreBest) {
    const best = await readLatestCheckpoint(runPaths(folder.path).best);
    if (best.ok) {
      const { weights, slots, state } = best.value.checkpoint;
      model.write(averagedWeights(weights, slots));
      deps.setNetwork({ ...networkAt(state.step), sync: () => undefined });
      await deps.watcher.catchUp();
    }
  }
  return end;
}

/** @throws RunFailed where the best of the stage is not there: the next one must not begin from other weights. */
async function readStageBest(folder: string, step: number): Promise<Checkpoint> {
  const found = await readLatestCheckpoint(folder);
  if (found.ok && found.value.checkpoint.state.step === step) return found.value.checkpoint;
  const message = `the weights of the stage's best epoch (step ${step}), from which the next stage begins, are missing or damaged`;
  throw new RunFailed({ code: 'file/failed', path: folder, reason: 'damaged', message });
}

/** The stage in progress, for people; `null` where the project names none. */
const stageStatus = ({ training }: Project, stage: PlannedStage): SessionStatus['stage'] =>
  training.stages.length === 0
    ? null
    : { number: stage.index + 1, count: training.stages.length, title: stageTitle(stage) };

function startingPoint(resume: ResumePoint | undefined, { stepsPerEpoch, data }: Prepared): StartingPoint {
  const step = resume?.checkpoint.state.step ?? 0;
  const validates = step > 0 && step % stepsPerEpoch === 0 && data.validation.count > 0;
  const validation = resume?.points.find(point => point.step === step && point.validationLoss !== undefined);
  const { judge = noJudgement, sums = noSums } = resume?.checkpoint.state ?? {};
  return {
    step,
    saved: resume !== undefined,
    validated: validation !== undefined || !validates,
    validation,
    judge,
    sums,
    afterEarlyStop: resume?.afterEarlyStop ?? false,
  };
}

function expectWritten(written: Result<void, FileFailed>): void {
  if (!written.ok) throw new RunFailed(written.error);
}

/** Options and shapes were checked before the run began, so what is left is a file that can't be read. */
const preparationFailed = (error: EngineError): Error =>
  error.code === 'data/unreadable' ? new RunFailed(error) : new Error(`Preparing failed: ${error.code}`);
