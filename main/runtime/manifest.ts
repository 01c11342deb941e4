import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Result } from '#shared/result';
import { writeFileAtomic } from '../files/atomic';
import type { FileProblem } from '../files/file-problem';

/** What an installed runtime is and of which files it consists; the last file written into its folder. */
const Manifest = z.object({
  version: z.literal(1),
  source: z.enum(['wheel', 'prebuilt']),
  build: z.enum(['cpu', 'gpu']),
  tensorflow: z.string(),
  /** The binding, relative to the folder. */
  binding: z.string(),
  /** The addon that loads the binding quietly, relative to the folder; prebuilt runtimes have none. */
  hush: z.string().optional(),
  /** Said by the set-up's own test: whether the GPU was in use. */
  sawGpu: z.boolean(),
  /** Every file the runtime needs, relative to the folder, with its size in bytes. */
  files: z.array(z.object({ path: z.string(), size: z.number() })),
});
export type Manifest = z.infer<typeof Manifest>;

const NAME = 'manifest.json';

export async function writeManifest(
  folder: string,
  about: Omit<Manifest, 'version' | 'files'>,
  paths: readonly string[],
): Promise<Result<void, FileProblem>> {
  const files = await Promise.all(paths.map(async path => ({ path, size: (await stat(join(folder, path))).size })));
  const manifest: Manifest = { version: 1, ...about, files };
  return writeFileAtomic(join(folder, NAME), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Reads an installed runtime and checks that each of its files is there in full size: a few milliseconds, done at every start.
 * @returns null when there is none or it is damaged; setting it up again repairs it
 */
export async function readWholeManifest(folder: string): Promise<Manifest | null> {
  try {
    const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, NAME), 'utf8')));
    const whole = await Promise.all(
      manifest.files.map(async ({ path, size }) => (await stat(join(folder, path))).size === size),
    );
    return whole.every(Boolean) ? manifest : null;
  } catch {
    return null;
  }
}
