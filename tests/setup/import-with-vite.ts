import path from 'node:path';
import { runnerImport } from 'vite';
import { repoRoot } from '../support/repo';

/**
 * Imports a set-up for a suite of Playwright. Its own loader takes TypeScript for CommonJS, which the engine's modules are
 * not; Vite's loads them as Vitest does.
 * @param file from the checkout's root; T is its `typeof import(…)`.
 */
export async function importWithVite<T>(file: string): Promise<T> {
  const { module } = await runnerImport<T>(path.join(repoRoot, file), { configFile: false, logLevel: 'warn' });
  return module;
}
