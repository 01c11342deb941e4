import { z } from 'zod';
import { BestEpoch } from '#shared/protocol/session';
import { type EpochValues, isImprovement, monitoredValue } from '#shared/training/monitor';
import { EndedStage, type PlannedStage } from '#shared/training/plan';
import type { TrainingSettings } from '#shared/training/settings';

const noStage = { best: null, step: null, wait: 0, stopped: false };

/** What is remembered from epoch to epoch; part of a checkpoint. */
export const JudgeState = z.object({
  /** Epochs judged so far. */
  judged: z.int(),
  best: BestEpoch.nullable(),
  /** Epochs since the best. */
  wait: z.int(),
  /** Whether the run was found to have waited long enough. */
  stopped: z.boolean(),
  plateau: z.object({
    best: z.number().nullable(),
    wait: z.int(),
    /** Epochs left that are not counted. */
    cooldown: z.int(),
    /** What the scheduled learning rate is multiplied by. */
    scale: z.number(),
  }),
  /** Of the stage in progress, where it may end early: its best value and that value's step, and whether it is over. */
  stage: z
    .object({ best: z.number().nullable(), step: z.int().nullable(), wait: z.int(), stopped: z.boolean() })
    .default(noStage),
  /** The stages that ended early. */
  ended: z.array(EndedStage).default([]),
});
export type JudgeState = z.infer<typeof JudgeState>;

export const noJudgement: JudgeState = {
  judged: 0,
  best: null,
  wait: 0,
  stopped: false,
  plateau: { best: null, wait: 0, cooldown: 0, scale: 1 },
  stage: noStage,
  ended: [],
};

/** What a stage remembers of the ones before: which epoch was the best. Its learning rate starts as its settings say. */
export const atNextStage = (state: JudgeState): JudgeState => ({
  ...state,
  wait: 0,
  plateau: noJudgement.plateau,
  stage: noStage,
});

/** A run that early stopping had ended, and which goes on nevertheless, waits anew. */
export const waitingAnew = (state: JudgeState): JudgeState => ({
  ...state,
  stopped: false,
  wait: 0,
  stage: { ...state.stage, stopped: false, wait: 0 },
});

/** An epoch that has ended. */
export interface EndedEpoch extends EpochValues {
  /** From 1. */
  readonly epoch: number;
  /** Steps done since the run began. */
  readonly step: number;
  /** That of the last step. */
  readonly learningRate: number;
}

type Settings = Pick<TrainingSettings, 'earlyStopping' | 'reduceOnPlateau'>;
type StageInProgress = Pick<PlannedStage, 'stopEarly' | 'patience' | 'firstEpoch'>;

/**
 * What the end of an epoch says of the run, as Keras's `EarlyStopping` and `ReduceLROnPlateau` would find. Where the run is not to
 * stop early, the best epoch is that of Keras's `ModelCheckpoint` with `save_best_only`.
 * @param stage which it belongs to
 */
export const judge = (
  settings: Settings,
  state: JudgeState,
  ended: EndedEpoch,
  stage?: StageInProgress,
): JudgeState => ({
  ...judgeBest(settings.earlyStopping, state, ended),
  judged: ended.epoch,
  plateau: judgePlateau(settings.reduceOnPlateau, state.plateau, ended),
  stage: stage?.stopEarly ? judgeStage(settings.earlyStopping, stage, state.stage, ended) : state.stage,
});

function judgeBest(settings: Settings['earlyStopping'], state: JudgeState, ended: EndedEpoch): JudgeState {
  const { monitor, enabled, patience, minDelta, startFromEpoch } = settings;
  const value = monitoredValue(monitor, ended);
  if (value === undefined || (enabled && ended.epoch - 1 < startFromEpoch)) return state;
  if (isImprovement(monitor, value, state.best?.value ?? null, enabled ? minDelta : 0)) {
    return { ...state, best: { monitor, value, epoch: ended.epoch, step: ended.step }, wait: 0 };
  }
  const wait = state.wait + 1;
  // Keras never stops after the first epoch.
  return { ...state, wait, stopped: enabled && wait >= patience && ended.epoch > 1 };
}

/** A stage is a `fit` of its own, with an `EarlyStopping` that knows nothing of the ones before. */
function judgeStage(
  { monitor, minDelta }: Settings['earlyStopping'],
  { patience, firstEpoch }: StageInProgress,
  state: JudgeState['stage'],
  ended: EndedEpoch,
): JudgeState['stage'] {
  const value = monitoredValue(monitor, ended);
  if (value === undefined) return state;
  if (isImprovement(monitor, value, state.best, minDelta)) {
    return { best: value, step: ended.step, wait: 0, stopped: false };
  }
  const wait = state.wait + 1;
  return { ...state, wait, stopped: wait >= patience && ended.epoch - firstEpoch > 1 };
}

function judgePlateau(
  { enabled, monitor, factor, patience, minDelta, cooldown, minLearningRate }: Settings['reduceOnPlateau'],
  state: JudgeState['plateau'],
  ended: EndedEpoch,
): JudgeState['plateau'] {
  const value = enabled ? monitoredValue(monitor, ended) : undefined;
  if (value === undefined) return state;
  const resting = state.cooldown > 0;
  const left = resting ? state.cooldown - 1 : 0;
  const waited = resting ? 0 : state.wait;
  if (isImprovement(monitor, value, state.best, minDelta)) return { ...state, best: value, wait: 0, cooldown: left };
  if (left > 0) return { ...state, wait: waited, cooldown: left };
  const wait = waited + 1;
  const rate = ended.learningRate;
  if (wait < patience || rate <= Math.fround(minLearningRate)) return { ...state, wait, cooldown: left };
  const lowered = Math.max(rate * factor, minLearningRate);
  return { ...state, wait: 0, cooldown, scale: state.scale * (lowered / rate) };
}
