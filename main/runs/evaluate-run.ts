import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkProject } from '#shared/project/check';
import type { EngineError } from '#shared/protocol/errors';
import type { RunEvaluation } from '#shared/protocol/evaluation';
import type { WhichWeights } from '#shared/protocol/runs';
import { err, ok, type Result } from '#shared/result';
import type { Datasets } from '../data/datasets';
import { SamplesGone } from '../data/define';
import type { LoadRuntime } from '../model/tensorflow';
import { learningOf } from '../session/prepare';
import { evaluate } from '../training/evaluate';
import { evaluateEagerly } from '../training/evaluate-batch';
import { createObjective } from '../training/objective';
import { asList } from '../training/train-step';
import { ClassTally } from './class-tally';
import { openRun } from './open-run';
import type { RunStore } from './run-store';

interface Deps {
  readonly store: RunStore;
  readonly datasets: Datasets;
  readonly loadRuntime: LoadRuntime;
}

interface Wish {
  readonly run: string;
  readonly split: 'training' | 'validation';
  /** Those that the run ended with, where nobody said which. */
  readonly weights?: WhichWeights | undefined;
}

/** Evaluates a run's network on a part of its data, without augmentation. It has a network of its own: the one at hand stays. */
export async function evaluateRun(
  { run, split, weights }: Wish,
  { store, datasets, loadRuntime }: Deps,
): Promise<Result<RunEvaluation, EngineError>> {
  const runtime = await loadRuntime();
  if (!runtime.ok) return err({ code: 'runtime/unavailable', problems: runtime.error });
  const { tf } = runtime.value;
  const opened = await openRun(tf, store, run, weights);
  if (!opened.ok) return opened;
  const { project, model, step, weights: which } = opened.value;
  try {
    const data = await datasets.load(project.data, { signal: new AbortController().signal, report: () => undefined });
    if (!data.ok) return data;
    const part = data.value[split];
    if (part.count === 0) return err({ code: 'run/nothing-to-evaluate', run, split });
    const { goals, parts } = await learningOf(project, data.value);
    const objective = createObjective(tf, model, goals, model.trainable);
    const { outputs } = checkProject(project, data.value.info);
    const tallies = outputs.map((end, i) => new ClassTally(end, model.ends[i]?.head ?? null, part.count));
    const evaluator = {
      async evaluateBatch(batch: Parameters<typeof evaluateEagerly>[2]) {
        const evaluation = await evaluateEagerly(tf, { model, objective }, batch);
        const labels = asList(batch.labels);
        for (const [i, tally] of tallies.entries()) {
          await tally.add(tf, evaluation.outputs[i], labels[i], () => {
            const value = model.activate(model.forward(batch.samples, { training: false }))[i];
            if (!value) throw new Error(`Output ${i} has no value.`);
            return value;
          });
        }
        return evaluation;
      },
    };
    const whole = await evaluate(tf, { model, evaluator, goals, parts }, part, async () => {
      await nextTurn();
      return true;
    });
    if (!whole) throw new Error('Nobody gave the evaluation up.');
    const { loss, accuracy, metrics } = whole;
    return ok({
      ...{ run, weights: which, step, split, samples: part.count, loss },
      ...(accuracy === undefined ? {} : { accuracy }),
      metrics: { ...metrics },
      outputs: tallies.flatMap(tally => tally.result() ?? []),
    });
  } catch (error) {
    if (error instanceof SamplesGone) return err(error.error);
    throw error;
  } finally {
    model.dispose();
  }
}
