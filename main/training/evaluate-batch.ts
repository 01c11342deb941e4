import type { TracedFunction } from '../compiled/program';
import type { Model, ModelWeight } from '../model/model';
import type { Tensor, TensorFlow } from '../model/tensorflow';
import { emptySamples, emptyTargets } from './empty-batch';
import type { Goal } from './goals';
import type { Objective } from './objective';
import { asList, type Batch, numbered } from './train-step';

/** What one output of a network that is not training makes of a batch of n samples. */
export interface OutputEvaluation {
  /** The loss of each sample, [n]. */
  readonly losses: Float32Array;
  /** How far each sample is right, 0 to 1, [n]; of numbers all 0. */
  readonly hits: Float32Array;
  /** Of a class the output's values, row-major, [n, width]; of numbers each sample's mean absolute and mean squared error, [n, 2]. */
  readonly values: Float32Array;
  readonly width: number;
}

export interface BatchEvaluation {
  /** In the order of the model's ends. */
  readonly outputs: readonly OutputEvaluation[];
  /** What the weights add to the loss. */
  readonly penalty: number;
  /** What the layers' outputs add to the loss of each sample, [n]; empty where they add nothing. */
  readonly activity: Float32Array;
}

/** Evaluates with the weights as they are at the time, and as the network would predict with them. */
export interface BatchEvaluator {
  evaluateBatch(batch: Batch): Promise<BatchEvaluation>;
}

interface Evaluated {
  readonly model: Model;
  readonly objective: Objective;
}

/** One TensorFlow op after the other, as tfjs calls them. */
export function evaluateEagerly(tf: TensorFlow, evaluated: Evaluated, batch: Batch): Promise<BatchEvaluation> {
  return readEvaluation(
    tf,
    evaluated.objective.goals,
    tf.tidy(() => evaluationTensors(tf, evaluated, batch)),
  );
}

/**
 * For each output the losses [n], the hits [n] and its values [n, width]; then, where there is such, what the layers' outputs add, [n],
 * and what all weights add.
 */
function evaluationTensors(tf: TensorFlow, { model, objective }: Evaluated, { samples, labels }: Batch): Tensor[] {
  const { last, activity } = model.forwardWithActivity(samples, { training: false });
  const values = model.activate(last);
  const targets = asList(labels);
  const penalty = objective.penalty();
  const tensors = objective.outputs.flatMap((output, i) => {
    const [own, value, target] = [last[i], values[i], targets[i]];
    if (!own || !value || !target) throw new Error(`Output ${i} has no value or no target.`);
    const losses = output.sampleLosses(own, target);
    return [losses, output.hits(own, target), valuesOf(tf, objective.goals[i]?.target, value, target, losses)];
  });
  return [...tensors, activity, penalty].flatMap(tensor => tensor ?? []);
}

/** A picture's worth of values would be read for nothing: of all but classes, a summary is. */
function valuesOf(
  tf: TensorFlow,
  kind: Goal['target'] | undefined,
  value: Tensor,
  target: Tensor,
  losses: Tensor,
): Tensor {
  if (kind === 'class') return value;
  if (kind === 'class-map') return tf.reshape(losses, [-1, 1]);
  const error = tf.reshape(tf.sub(value, target), [value.shape[0] ?? 0, -1]);
  return tf.stack([tf.mean(tf.abs(error), -1), tf.mean(tf.square(error), -1)], 1);
}

/** Reads and disposes what `evaluationTensors` gives. */
export async function readEvaluation(
  tf: TensorFlow,
  goals: readonly Goal[],
  tensors: readonly Tensor[],
): Promise<BatchEvaluation> {
  const read = async (tensor: Tensor | undefined) => Float32Array.from((await tensor?.data<'float32'>()) ?? []);
  const outputs = await Promise.all(
    goals.map(async (_, i) => {
      const [losses, hits, values] = tensors.slice(PER_OUTPUT * i);
      return {
        losses: await read(losses),
        hits: await read(hits),
        values: await read(values),
        width: values?.shape[1] ?? 1,
      };
    }),
  );
  const added = tensors.slice(PER_OUTPUT * goals.length);
  const activity = await read(added.find(({ rank }) => rank === 1));
  const penalty = (await read(added.find(({ rank }) => rank === 0)))[0] ?? 0;
  tf.dispose([...tensors]);
  return { outputs, penalty, activity };
}

const PER_OUTPUT = 3;
export const EVALUATE = 'evaluate';

/** How many tensors the recorded evaluation gives. */
export const evaluationOutputs = (
  { hasActivity }: Pick<Model, 'hasActivity'>,
  goals: readonly Goal[],
  weights: readonly Pick<ModelWeight, 'regularizer'>[],
): number =>
  PER_OUTPUT * goals.length +
  (hasActivity ? 1 : 0) +
  (weights.some(({ regularizer }) => regularizer && (regularizer.l1 > 0 || regularizer.l2 > 0)) ? 1 : 0);

/**
 * The evaluation of batches of one size, for a graph that holds the model's weights: takes the tensors of a batch.
 * @param used gives the tensors that the network predicts with while `body` runs
 */
export function recordedEvaluation(
  tf: TensorFlow,
  evaluated: Evaluated,
  batchSize: number,
  used: (body: () => Tensor[]) => Tensor[],
): TracedFunction {
  const { model, objective } = evaluated;
  const samples = emptySamples(tf, model, batchSize);
  const labels = emptyTargets(tf, model, objective.goals, batchSize);
  return {
    name: EVALUATE,
    inputs: { ...numbered('samples', samples), ...numbered('labels', labels) },
    body: () => ({ outputs: used(() => evaluationTensors(tf, evaluated, { samples, labels })) }),
  };
}
