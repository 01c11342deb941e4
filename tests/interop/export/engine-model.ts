import * as tf from '@tensorflow/tfjs-node-gpu';
import type { ExportDeps } from '#main/export/export-model';
import { exportModel } from '#main/export/export-model';
import { batchesOf, type Samples } from '#main/export/parity';
import { Model } from '#main/model/model';
import { weightPenalty } from '#main/model/penalty';
import type { TrainedModel } from '#main/model/trained-model';
import type { ExportedFile } from '#shared/protocol/requests';

/** What the engine predicts with these weights. */
export async function predictEngine({ project, weights }: TrainedModel, samples: Samples): Promise<Float32Array> {
  const model = new Model(tf, project, 0);
  try {
    model.write(weights);
    return tf.tidy(() => {
      const inputs = batchesOf(samples).map(({ shape, values }) => tf.tensor(values, [...shape]));
      return Float32Array.from(tf.concat(model.predict(inputs).map(output => output.flatten())).dataSync());
    });
  } finally {
    model.dispose();
  }
}

/** What the engine adds to the loss for these weights' regularizers and, where there are samples, those of outputs. */
export async function penaltyInEngine({ project, weights }: TrainedModel, samples?: Samples): Promise<number> {
  const model = new Model(tf, project, 0);
  try {
    model.write(weights);
    return tf.tidy(() => {
      const inputs = batchesOf(samples ?? []).map(({ shape, values }) => tf.tensor(values, [...shape]));
      const { activity } = samples ? model.forwardWithActivity(inputs, { training: false }) : { activity: null };
      const ofOutputs = activity ? (tf.mean(activity).dataSync()[0] ?? Number.NaN) : 0;
      return (weightPenalty(tf, model.trainable)?.dataSync()[0] ?? 0) + ofOutputs;
    });
  } finally {
    model.dispose();
  }
}

/** Exports as the engine does, with its own predictions to compare with; throws where that refuses. */
export async function exported(model: TrainedModel, format: string): Promise<readonly ExportedFile[]> {
  const deps: ExportDeps = { tf, predict: batch => predictEngine(model, batch) };
  const result = await exportModel(model, format, deps);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.files;
}
