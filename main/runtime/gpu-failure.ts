import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { writeFileAtomic } from '../files/atomic';
import { cacheFolder } from '../files/cache-folder';

const GpuFailure = z.object({ at: z.number(), driver: z.string(), reason: z.string() });

/** Three gigabytes are not asked for again at every start; after a day, or with another driver, they are. */
const RETRY_AFTER_MS = 24 * 60 * 60 * 1000;

const place = () => cacheFolder('runtime', 'gpu-failure.json');

/** Notes why the CUDA runtime could not be set up. Losing the note only means trying again. */
export async function noteGpuFailure(driver: string, reason: string): Promise<void> {
  await writeFileAtomic(place(), JSON.stringify({ at: Date.now(), driver, reason }));
}

/** The reason of the last failed CUDA set-up, while it is recent; with `driver`, only if it was the same driver. */
export async function recentGpuFailure(driver?: string): Promise<string | null> {
  try {
    const note = GpuFailure.parse(JSON.parse(await readFile(place(), 'utf8')));
    const fresh = Date.now() - note.at < RETRY_AFTER_MS && (driver === undefined || note.driver === driver);
    return fresh ? note.reason : null;
  } catch {
    return null;
  }
}

export const forgetGpuFailure = (): Promise<void> => rm(place(), { force: true });
