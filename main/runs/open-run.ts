import type { Project } from '#shared/project/project';
import type { EngineError } from '#shared/protocol/errors';
import type { WhichWeights } from '#shared/protocol/runs';
import { err, ok, type Result } from '#shared/result';
import { Model } from '../model/model';
import type { TensorFlow } from '../model/tensorflow';
import { averagedWeights } from '../training/weight-average';
import type { RunStore } from './run-store';

export interface OpenedRun {
  readonly project: Project;
  readonly model: Model;
  readonly weights: WhichWeights;
  /** Steps that the weights were trained for. */
  readonly step: number;
}

/**
 * Builds a run's network with its weights, averaged where it averages them; the caller disposes it.
 * @param asked those that the run ended with, where nobody said which
 */
export async function openRun(
  tf: TensorFlow,
  store: RunStore,
  run: string,
  asked?: WhichWeights,
): Promise<Result<OpenedRun, EngineError>> {
  const stored = await store.network(run, asked);
  if (!stored.ok) return stored;
  const { project, checkpoint, weights } = stored.value;
  const damaged = (error: unknown): Result<never, EngineError> =>
    err({
      code: 'run/damaged',
      run,
      file: store.pathOf(run),
      message: error instanceof Error ? error.message : String(error),
    });
  let model: Model | undefined;
  try {
    model = new Model(tf, project, project.training.seed);
    model.write(averagedWeights(checkpoint.weights, checkpoint.slots));
    return ok({ project, model, weights, step: checkpoint.state.step });
  } catch (error) {
    // A project that does not train, or weights of another network: someone changed the folder.
    model?.dispose();
    return damaged(error);
  }
}
