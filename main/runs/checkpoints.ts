import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '#shared/result';
import { buildFolderAtomic, removeLeftoversIn, writeFileAtomic } from '../files/atomic';
import type { FileProblem } from '../files/file-problem';
import type { NamedTensor } from '../model/trained-model';
import { EpochSums } from '../session/metric-recorder';
import { JudgeState } from '../training/epoch-judge';
import { type FileFailed, fileFailed } from './file-failed';
import { decodeSafetensors, encodeSafetensors } from './safetensors';

/** Where a checkpoint stands in its run. Shuffling and dropout follow from the seed, the epoch and the step alone. */
export const CheckpointState = z.object({
  /** The first version knew no memory from epoch to epoch. */
  version: z.union([z.literal(1), z.literal(2)]),
  /** Steps done since the run began. */
  step: z.int(),
  /** Whole epochs done. */
  epoch: z.int(),
  /** Steps done in the epoch after them. */
  stepInEpoch: z.int(),
  seed: z.int(),
  sums: EpochSums.optional(),
  judge: JudgeState.optional(),
});
export type CheckpointState = z.infer<typeof CheckpointState>;

export interface Checkpoint {
  readonly state: CheckpointState;
  readonly weights: readonly NamedTensor[];
  /** The optimizer's memory, `weight/slot`. */
  readonly slots: readonly NamedTensor[];
}

/** `state.json`: beside the state the SHA-256 of both tensor files, because a flipped bit in a weight is still a weight. */
const StateFile = CheckpointState.extend({ sha256: z.object({ weights: z.string(), slots: z.string() }) });

const FILES = { weights: 'model.safetensors', slots: 'optimizer.safetensors', state: 'state.json' } as const;

/** How many checkpoints a run keeps: the latest, and the one before in case the latest is damaged. */
const KEPT = 2;

/** Writes `step-N` whole or not at all, then removes the oldest. */
export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<Result<void, FileFailed>> {
  const written = await addCheckpoint(folder, checkpoint);
  if (!written.ok) return written;
  for (const step of (await checkpointSteps(folder)).slice(KEPT)) {
    await rm(join(folder, `step-${step}`), { recursive: true, force: true });
  }
  return ok(undefined);
}

/** Writes `step-N` whole or not at all, beside all others. */
export async function addCheckpoint(folder: string, checkpoint: Checkpoint): Promise<Result<void, FileFailed>> {
  const target = join(folder, `step-${checkpoint.state.step}`);
  const written = await buildFolderAtomic(target, async (aside): Promise<Result<void, FileProblem>> => {
    const weights = encodeSafetensors(checkpoint.weights, { format: 'receptive' });
    const slots = encodeSafetensors(checkpoint.slots, { format: 'receptive' });
    const state: z.infer<typeof StateFile> = {
      ...checkpoint.state,
      sha256: { weights: sha256(weights), slots: sha256(slots) },
    };
    const contents = [
      [FILES.weights, weights],
      [FILES.slots, slots],
      [FILES.state, `${JSON.stringify(state, null, 2)}\n`],
    ] as const;
    for (const [name, data] of contents) {
      const file = await writeFileAtomic(join(aside, name), data);
      if (!file.ok) return file;
    }
    return ok(undefined);
  });
  return written.ok ? written : err(fileFailed({ ...written.error, path: target }));
}

/** The steps of which there is a checkpoint, the latest first. */
export async function checkpointSteps(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(() => []);
  const steps = names.flatMap(name => /^step-(\d{1,15})$/.exec(name)?.[1] ?? []).map(Number);
  return steps.sort((a, b) => b - a);
}

/** A file of a checkpoint that cannot be used, and why. */
export interface CheckpointDamage {
  readonly file: string;
  readonly message: string;
}

export interface LatestCheckpoint {
  readonly checkpoint: Checkpoint;
  /** What is wrong with the newer ones that were passed over, the newest first. */
  readonly damaged: readonly CheckpointDamage[];
}

/**
 * The latest checkpoint that is whole.
 * @param whyUnfit says what is wrong with one that is whole but not of its run, if anything
 * @returns where there is none, what is wrong with each, the newest first; an empty list where there never was one
 */
export async function readLatestCheckpoint(
  folder: string,
  whyUnfit: (checkpoint: Checkpoint) => string | null = () => null,
): Promise<Result<LatestCheckpoint, readonly CheckpointDamage[]>> {
  const damaged: CheckpointDamage[] = [];
  for (const step of await checkpointSteps(folder)) {
    const path = join(folder, `step-${step}`);
    const checkpoint = await readCheckpoint(path);
    if (!checkpoint.ok) {
      damaged.push(checkpoint.error);
      continue;
    }
    const unfit = checkpoint.value.state.step === step ? whyUnfit(checkpoint.value) : 'it is of another step';
    if (unfit === null) return ok({ checkpoint: checkpoint.value, damaged });
    damaged.push({ file: path, message: unfit });
  }
  return err(damaged);
}

/** Leaves nothing behind a step at which its run goes on: no later checkpoints, and nothing that killed writers left. */
export async function removeCheckpointsAfter(folder: string, step: number): Promise<void> {
  for (const later of await checkpointSteps(folder)) {
    if (later > step) await rm(join(folder, `step-${later}`), { recursive: true, force: true });
  }
  await removeLeftoversIn(folder);
}

async function readCheckpoint(folder: string): Promise<Result<Checkpoint, CheckpointDamage>> {
  const stateFile = join(folder, FILES.state);
  const text = await readFile(stateFile, 'utf8').catch(() => '');
  const parsed = StateFile.safeParse(parseJson(text));
  if (!parsed.success) return err({ file: stateFile, message: 'the file is missing or not as it should be' });
  const { sha256: expected, ...state } = parsed.data;
  const tensors = async (name: 'weights' | 'slots'): Promise<Result<readonly NamedTensor[], CheckpointDamage>> => {
    const file = join(folder, FILES[name]);
    const bytes = await readFile(file).catch(() => null);
    if (!bytes) return err({ file, message: 'the file cannot be read' });
    const decoded = decodeSafetensors(bytes);
    if (!decoded.ok) return err({ file, message: decoded.error });
    return sha256(bytes) === expected[name] ? decoded : err({ file, message: 'its bytes are not those written' });
  };
  const weights = await tensors('weights');
  if (!weights.ok) return weights;
  const slots = await tensors('slots');
  if (!slots.ok) return slots;
  return ok({ state, weights: weights.value, slots: slots.value });
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
