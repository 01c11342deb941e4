import type { TracedFunction } from '../compiled/program';
import type { Model, ModelWeight } from '../model/model';
import type { Tensor, TensorFlow } from '../model/tensorflow';
import type { Objective } from './objective';
import type { Batch } from './train-step';

/** What a network that is not training makes of a batch of n samples. */
export interface BatchEvaluation {
  /** The loss of each sample, [n]. */
  readonly losses: Float32Array;
  /** 1 for each sample that is right, else 0, [n]. */
  readonly hits: Float32Array;
  /** Row-major, [n, width]. */
  readonly outputs: Float32Array;
  readonly width: number;
  /** What the weights add to the loss. */
  readonly penalty: number;
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
    tf.tidy(() => evaluationTensors(evaluated, batch)),
  );
}

/** The losses [n], the hits [n], the outputs [n, width] and, where a weight has a regularizer, what all of them add. */
function evaluationTensors({ model, objective }: Evaluated, { samples, labels }: Batch): Tensor[] {
  const last = model.forward(samples, { training: false });
  const penalty = objective.penalty();
  const tensors = [objective.sampleLosses(last, labels), objective.hits(last, labels), model.activate(last)];
  return penalty ? [...tensors, penalty] : tensors;
}

/** Reads and disposes what `evaluationTensors` gives. */
export async function readEvaluation(tf: TensorFlow, tensors: readonly Tensor[]): Promise<BatchEvaluation> {
  const read = async (tensor: Tensor | undefined) => Float32Array.from((await tensor?.data<'float32'>()) ?? []);
  const [losses, hits, outputs, penalty] = tensors;
  const evaluation = {
    losses: await read(losses),
    hits: await read(hits),
    outputs: await read(outputs),
    width: outputs?.shape[1] ?? 1,
    penalty: (await read(penalty))[0] ?? 0,
  };
  tf.dispose([...tensors]);
  return evaluation;
}

export const EVALUATE = 'evaluate';

/** How many tensors the recorded evaluation gives. */
export const evaluationOutputs = (weights: readonly Pick<ModelWeight, 'regularizer'>[]): number =>
  weights.some(({ regularizer }) => regularizer && (regularizer.l1 > 0 || regularizer.l2 > 0)) ? 4 : 3;

/**
 * The evaluation of batches of one size, for a graph that holds the model's weights: takes `samples` and `labels`.
 * @param used gives the tensors that the network predicts with while `body` runs
 */
export function recordedEvaluation(
  tf: TensorFlow,
  evaluated: Evaluated,
  batchSize: number,
  used: (body: () => Tensor[]) => Tensor[],
): TracedFunction {
  const samples = tf.zeros([batchSize, ...evaluated.model.sampleShape]);
  const labels = tf.zeros([batchSize], 'int32');
  return {
    name: EVALUATE,
    inputs: { samples, labels },
    body: () => ({ outputs: used(() => evaluationTensors(evaluated, { samples, labels })) }),
  };
}
