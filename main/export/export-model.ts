import type { EngineError } from '#shared/protocol/errors';
import type { ExportedFile } from '#shared/protocol/requests';
import { err, ok, type Result } from '#shared/result';
import type { TrainedModel } from '../model/trained-model';
import type { ExportContext, ReopenedModel } from './format';
import { exportFormats } from './formats';
import { indexCount, type TrainedNetwork, trainedNetwork } from './network';
import { type Batch, largestDifference, PARITY_TOLERANCE, type Samples } from './parity';

export interface ExportDeps extends ExportContext {
  /** The trained network's own outputs for samples, row-major, one after another. */
  predict(samples: Samples): Promise<Float32Array>;
  /** Some real samples; the comparison adds random ones. */
  readonly samples?: Samples;
}

export interface Exported {
  /** The one that a user opens first stands first. */
  readonly files: readonly ExportedFile[];
  /** The largest difference between the network's outputs and those of the files, opened again. */
  readonly maxDifference: number;
}

type ExportError = Extract<EngineError, { code: `export/${string}` }>;

const RANDOM_SAMPLES = 8;
const SEED = 20_150_211;

/**
 * Writes a trained network in a format, opens what was written and compares the predictions: what comes back has been seen to
 * predict the same. The files are in memory; `writeExport` saves them.
 * @param format an id of `exportFormats`
 */
export async function exportModel(
  model: TrainedModel,
  format: string,
  deps: ExportDeps,
): Promise<Result<Exported, ExportError>> {
  const found = exportFormats.find(({ id }) => id === format);
  if (!found) return err({ code: 'export/unknown-format', format, known: exportFormats.map(({ id }) => id) });
  const network = trainedNetwork(model);
  for (const node of network.nodes) {
    const reason = found.refuse?.(node);
    if (reason !== undefined) return err({ code: 'export/unsupported', format: found.title, node: node.id, reason });
  }
  const files = await found.write(model, deps);
  const reopened = await found.reopen(files, deps.tf);
  try {
    const maxDifference = await compare(reopened, deps, randomSamples(network, deps));
    if (maxDifference > PARITY_TOLERANCE) {
      return err({ code: 'export/parity', format, difference: maxDifference, tolerance: PARITY_TOLERANCE });
    }
    return ok({ files, maxDifference });
  } finally {
    reopened.dispose();
  }
}

async function compare(reopened: ReopenedModel, { predict, samples }: ExportDeps, random: Samples): Promise<number> {
  let largest = 0;
  for (const batch of samples ? [random, samples] : [random]) {
    largest = Math.max(largest, largestDifference(await predict(batch), await reopened.predict(batch)));
  }
  return largest;
}

/** Samples that look like none in particular, so that every part of a network has something to do. */
function randomSamples({ inputs, nodes }: TrainedNetwork, { tf }: ExportDeps): readonly Batch[] {
  const indices = indexCount(nodes);
  return inputs.map((input, place) => {
    const sampleShape = nodes.find(({ id }) => id === input)?.output.slice(1) ?? [];
    const shape = [RANDOM_SAMPLES, ...sampleShape.map(dim => dim ?? 1)];
    const values = tf.tidy(() => {
      const drawn =
        indices === undefined
          ? tf.randomNormal(shape, 0, 1, 'float32', SEED + place)
          : tf.floor(tf.randomUniform(shape, 0, indices, 'float32', SEED + place));
      return Float32Array.from(drawn.dataSync());
    });
    return { shape, values };
  });
}
