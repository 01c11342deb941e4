import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from 'electron';
import type { z } from 'zod';
import { writeFileAtomic } from '#main/files/atomic';

/** A small JSON file among the app's own settings. What is missing or damaged counts as never written. */
export interface SettingsFile<T> {
  read(): Promise<T>;
  /** A setting that cannot be written is lost, and nothing else. */
  write(value: T): Promise<void>;
}

export function settingsFile<T>(name: string, schema: z.ZodType<T>, initial: T): SettingsFile<T> {
  const file = join(app.getPath('userData'), name);
  return {
    async read() {
      try {
        const parsed = schema.safeParse(JSON.parse(await readFile(file, 'utf8')));
        return parsed.success ? parsed.data : initial;
      } catch {
        return initial;
      }
    },
    async write(value) {
      await writeFileAtomic(file, `${JSON.stringify(value)}\n`);
    },
  };
}
