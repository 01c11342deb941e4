import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '#shared/result';
import { buildFolderAtomic, writeFileAtomic } from '../files/atomic';
import type { FileProblem } from '../files/file-problem';
import type { NamedTensor } from '../model/trained-model';
import { type FileFailed, fileFailed } from './file-failed';
import { decodeSafetensors, encodeSafetensors } from './safetensors';

/** Where a checkpoint stands in its run. Shuffling and dropout follow from the seed, the epoch and the step alone. */
export const CheckpointState = z.object({
  version: z.literal(1),
  /** Steps done since the run began. */
  step: z.int(),
  /** Whole epochs done. */
  epoch: z.int(),
  /** Steps done in the epoch after them. */
  stepInEpoch: z.int(),
  seed: z.int(),
});
export type CheckpointState = z.infer<typeof CheckpointState>;

export interface Checkpoint {
  readonly state: CheckpointState;
  readonly weights: readonly NamedTensor[];
  /** The optimizer's memory, `weight/slot`. */
  readonly slots: readonly NamedTensor[];
}

const FILES = { weights: 'model.safetensors', slots: 'optimizer.safetensors', state: 'state.json' } as const;

/** How many checkpoints a run keeps: the latest, and the one before in case the latest is damaged. */
const KEPT = 2;

/** Writes `step-N` whole or not at all, then removes the oldest. */
export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<Result<void, FileFailed>> {
  const target = join(folder, `step-${checkpoint.state.step}`);
  const written = await buildFolderAtomic(target, async (aside): Promise<Result<void, FileProblem>> => {
    const contents = [
      [FILES.weights, encodeSafetensors(checkpoint.weights, { format: 'receptive' })],
      [FILES.slots, encodeSafetensors(checkpoint.slots, { format: 'receptive' })],
      [FILES.state, `${JSON.stringify(checkpoint.state, null, 2)}\n`],
    ] as const;
    for (const [name, data] of contents) {
      const file = await writeFileAtomic(join(aside, name), data);
      if (!file.ok) return file;
    }
    return ok(undefined);
  });
  if (!written.ok) return err(fileFailed({ ...written.error, path: target }));
  for (const step of (await checkpointSteps(folder)).slice(KEPT)) {
    await rm(join(folder, `step-${step}`), { recursive: true, force: true });
  }
  return ok(undefined);
}

/** The steps of which there is a checkpoint, the latest first. */
export async function checkpointSteps(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(() => []);
  const steps = names.flatMap(name => /^step-(\d{1,15})$/.exec(name)?.[1] ?? []).map(Number);
  return steps.sort((a, b) => b - a);
}

/** Why no checkpoint could be read: there is none, or of the latest a file is damaged. */
export type CheckpointError = 'none' | { readonly file: string; readonly message: string };

/** The latest checkpoint that is whole. */
export async function readLatestCheckpoint(folder: string): Promise<Result<Checkpoint, CheckpointError>> {
  let firstError: CheckpointError = 'none';
  for (const step of await checkpointSteps(folder)) {
    const checkpoint = await readCheckpoint(join(folder, `step-${step}`));
    if (checkpoint.ok) return checkpoint;
    if (firstError === 'none') firstError = checkpoint.error;
  }
  return err(firstError);
}

async function readCheckpoint(folder: string): Promise<Result<Checkpoint, CheckpointError>> {
  const tensors = async (name: string): Promise<Result<readonly NamedTensor[], CheckpointError>> => {
    const file = join(folder, name);
    const bytes = await readFile(file).catch(() => null);
    if (!bytes) return err({ file, message: 'the file cannot be read' });
    const decoded = decodeSafetensors(bytes);
    return decoded.ok ? decoded : err({ file, message: decoded.error });
  };
  const weights = await tensors(FILES.weights);
  if (!weights.ok) return weights;
  const slots = await tensors(FILES.slots);
  if (!slots.ok) return slots;
  const stateFile = join(folder, FILES.state);
  const text = await readFile(stateFile, 'utf8').catch(() => '');
  const state = CheckpointState.safeParse(parseJson(text));
  if (!state.success) return err({ file: stateFile, message: 'the file is missing or not as it should be' });
  return ok({ state: state.data, weights: weights.value, slots: slots.value });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
