import type { Project } from '#shared/project/project';
import type { EngineError } from '#shared/protocol/errors';
import type { WhichWeights } from '#shared/protocol/runs';
import { err, ok, type Result } from '#shared/result';
import type { Datasets } from '../data/datasets';
import type { LoadedDataset } from '../data/define';
import { type Exported, exportModel } from '../export/export-model';
import { exportFormats } from '../export/formats';
import { type Batch, batchesOf } from '../export/parity';
import { takeValues } from '../inspect/network';
import type { LoadRuntime } from '../model/tensorflow';
import { partsOf } from '../session/prepare';
import { batchMemory, gatherBatch } from '../training/batch-parts';
import { openRun } from './open-run';
import type { RunStore } from './run-store';

/** Real samples that the exported file must predict as the network does, beside random ones. */
const SAMPLES = 16;

export interface ExportDeps {
  readonly store: RunStore;
  readonly datasets: Datasets;
  readonly loadRuntime: LoadRuntime;
}

/**
 * Writes a run's weights in a format, with the parity check; nothing touches the disk.
 * @param asked those that the run ended with, where nobody said which
 */
export async function exportRun(
  run: string,
  format: string,
  asked: WhichWeights | undefined,
  { store, datasets, loadRuntime }: ExportDeps,
): Promise<Result<Exported & { readonly weights: WhichWeights }, EngineError>> {
  const known = exportFormats.map(({ id }) => id);
  if (!known.includes(format)) return err({ code: 'export/unknown-format', format, known });
  const runtime = await loadRuntime();
  if (!runtime.ok) return err({ code: 'runtime/unavailable', problems: runtime.error });
  const { tf } = runtime.value;
  const opened = await openRun(tf, store, run, asked);
  if (!opened.ok) return opened;
  const { project, model } = opened.value;
  try {
    // A run can be exported also where its data are gone.
    const signal = new AbortController().signal;
    const data = await datasets.load(project.data, { signal, report: () => undefined });
    const weights = await model.read();
    const text = await store.textOf(run);
    const exported = await exportModel({ project, weights }, format, {
      tf,
      predict: given =>
        takeValues(
          tf.tidy(() => {
            const inputs = batchesOf(given).map(({ shape, values }) => tf.tensor(values, [...shape]));
            return tf.concat(model.predict(inputs).map(output => output.flatten()));
          }),
        ),
      ...(text ? { text } : {}),
      ...(data.ok ? { dataset: data.value.info, samples: await someSamples(project, data.value) } : {}),
    });
    return exported.ok ? ok({ ...exported.value, weights: opened.value.weights }) : exported;
  } finally {
    model.dispose();
  }
}

async function someSamples(project: Project, data: LoadedDataset): Promise<readonly Batch[]> {
  const split = data.validation.count > 0 ? data.validation : data.training;
  const indices = Array.from({ length: Math.min(SAMPLES, split.count) }, (_, index) => index);
  const parts = partsOf(project, data.info);
  const values = batchMemory(parts, indices.length);
  await gatherBatch(split, parts, indices, values, undefined);
  return parts.inputs.map(({ name, shape }) => ({
    shape: [indices.length, ...shape],
    values: values.get(name) ?? new Float32Array(),
  }));
}
