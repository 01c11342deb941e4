import { describeEngineError } from '#shared/protocol/errors';
import type { ExportFormatInfo } from '#shared/protocol/requests';
import type { RunSummary, WhichWeights } from '#shared/protocol/runs';
import { err, ok, type Result } from '#shared/result';
import { engine } from '../engine/engine';
import { bundle, fileStem, saveFile } from './save';

/** `where` is `null` where the user cancelled saving; the error is a sentence. */
export type ExportOutcome = Result<{ readonly maxDifference: number; readonly where: string | null }, string>;

/** @param weights those that the run ended with, where nobody said which */
export async function exportRun(
  { run, name }: RunSummary,
  { id, fileEnding }: ExportFormatInfo,
  weights?: WhichWeights,
): Promise<ExportOutcome> {
  const exported = await engine.request('runs.export', { run, format: id, weights });
  if (!exported.ok) return err(describeEngineError(exported.error));
  const { files, maxDifference } = exported.value;
  const file = await bundle(files, fileStem(name), fileEnding);
  const saved = await saveFile(file.name, file.bytes);
  return saved.ok ? ok({ maxDifference, where: saved.value?.where ?? null }) : saved;
}
