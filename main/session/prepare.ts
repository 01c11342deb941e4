import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DatasetInfo } from '#shared/data/dataset';
import { targetsOf } from '#shared/data/targets';
import { checkProject } from '#shared/project/check';
import { plainProject } from '#shared/project/plain';
import type { Project } from '#shared/project/project';
import { err, ok, type Result } from '#shared/result';
import { type Plan, type PlannedStage, planOf } from '#shared/training/plan';
import { isFrozenBy } from '#shared/training/stages';
import type { Datasets } from '../data/datasets';
import type { DataError, LoadContext, LoadedDataset, Split } from '../data/define';
import { Model } from '../model/model';
import type { TensorFlow } from '../model/tensorflow';
import type { Checkpoint } from '../runs/checkpoints';
import { type BatchParts, partsOfEnds } from '../training/batch-parts';
import { balancedClassWeights } from '../training/class-weights';
import { createTrainStep } from '../training/create-train-step';
import { evaluationBatchSize } from '../training/evaluate';
import { type Goal, goalsOf } from '../training/goals';
import type { StageSettings } from '../training/parameter-groups';
import { StagedStep } from '../training/staged-step';
import type { StepSettings } from '../training/train-step';

export interface Prepared extends Learning {
  readonly data: LoadedDataset;
  readonly model: Model;
  readonly plan: Plan;
  readonly trainStep: StagedStep;
  /** The last batch of an epoch may be smaller, and counts. */
  readonly stepsPerEpoch: number;
}

export const countSteps = (data: LoadedDataset, { training }: Project): number =>
  Math.ceil(data.training.count / training.batchSize);

/** What a project's network learns of its data, and what its batches are made of. */
export async function learningOf(project: Project, { info, training }: LoadedDataset): Promise<Learning> {
  const ends = checkProject(project, info);
  const classTarget = classTargetOf(info);
  const weights = new Map<string, Float32Array>();
  for (const { target } of project.training.classWeights === 'balanced' ? ends.outputs : []) {
    if (target?.kind !== 'class' || weights.has(target.name)) continue;
    const labels = target.name === classTarget ? training.labels : await allOf(training, target.name);
    weights.set(target.name, balancedClassWeights(labels, target.classes.length));
  }
  const parts = partsOfEnds(ends, classTarget, project.data.augmentations);
  const goals = goalsOf(
    ends.outputs,
    ({ target }) => (target?.kind === 'class' ? weights.get(target.name) : undefined),
    parts.mixing !== undefined,
  );
  return { goals, parts };
}

/** The target that a split's `labels` hold. */
const classTargetOf = (info: DatasetInfo): string | undefined =>
  targetsOf(info).find(({ kind }) => kind === 'class')?.name;

/** What a project's batches are made of. */
export const partsOf = (project: Project, info: DatasetInfo): BatchParts =>
  partsOfEnds(checkProject(project, info), classTargetOf(info));

/** The class numbers of all samples, of a target that `labels` does not hold. */
async function allOf({ count, fields }: Split, target: string): Promise<Float32Array> {
  const classes = new Float32Array(count);
  const all = Uint32Array.from({ length: count }, (_, index) => index);
  await fields?.get(target)?.gather(all, classes);
  return classes;
}

export interface Learning {
  readonly goals: readonly Goal[];
  readonly parts: BatchParts;
}

/** What a stage makes of a project's network. */
export const stageSettings = ({ graph }: Project, stage: PlannedStage, stepsPerEpoch: number): StageSettings => ({
  frozen: new Set(graph.nodes.flatMap(({ id }) => (isFrozenBy(stage.trainable, id) ? [id] : []))),
  rates: stage.rates,
  stepsBefore: stage.firstEpoch * stepsPerEpoch,
});

/**
 * Loads the data and builds the network and its step.
 * @param checkpoint one that fits the project, to go on from; without it the network has its first weights
 */
export async function prepare(
  tf: TensorFlow,
  given: Project,
  datasets: Datasets,
  context: LoadContext,
  checkpoint: Checkpoint | undefined,
): Promise<Result<Prepared, DataError>> {
  const project = plainProject(given);
  context.report('Loading the data');
  const data = await datasets.load(project.data, context);
  if (!data.ok) return data;
  context.report('Building the network');
  await nextTurn();
  if (context.signal.aborted) return err({ code: 'cancelled' });
  const { batchSize, seed } = project.training;
  const { count } = data.value.training;
  const stepsPerEpoch = countSteps(data.value, project);
  const batchSizes = new Set([Math.min(batchSize, count), count - (stepsPerEpoch - 1) * batchSize]);
  const model = new Model(tf, project, seed);
  try {
    // Before the step is made: the compiled one takes the weights over as they are then.
    if (checkpoint) model.write(checkpoint.weights);
    const evaluationBatch = evaluationBatchSize(model, data.value.validation.count);
    const learning = await learningOf(project, data.value);
    const settings: StepSettings = { ...project.training, goals: learning.goals };
    const create = (stage: PlannedStage) =>
      createTrainStep(
        tf,
        model,
        { ...settings, ...stageSettings(project, stage, stepsPerEpoch) },
        [...batchSizes],
        evaluationBatch,
      );
    const plan = planOf(project.training, checkpoint?.state.judge?.ended);
    const trainStep = new StagedStep(create, plan.stageDone(checkpoint?.state.step ?? 0, stepsPerEpoch));
    if (checkpoint) trainStep.writeSlots(checkpoint.slots);
    return ok({ data: data.value, model, plan, trainStep, stepsPerEpoch, ...learning });
  } catch (error) {
    model.dispose();
    throw error;
  }
}
