import path from 'node:path';
import { runnerImport } from 'vite';
import { repoRoot } from '../support/repo';

/**
 * `setUpTensorFlow` for a suite of Playwright, whose own loader takes TypeScript for CommonJS, which the engine's modules
 * are not; Vite's loads them as Vitest does.
 */
export async function setUpTensorFlow(): Promise<void> {
  const file = path.join(repoRoot, 'tests/setup/tensorflow.ts');
  const { module } = await runnerImport<typeof import('./tensorflow')>(file, { configFile: false, logLevel: 'warn' });
  await module.setUpTensorFlow();
}
