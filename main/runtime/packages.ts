import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { RuntimeProblem } from '#shared/protocol/runtime';
import { err, ok, type Result } from '#shared/result';

/** `require` as seen from this code: works bundled (CommonJS) and from source (ES module) alike. */
export const requireHere = createRequire(import.meta.url);

export type TfjsPackage = { readonly folder: string; readonly version: string };

/** Finds tfjs's Node package, whose JavaScript and C++ source both are used. */
export function findTfjs(): Result<TfjsPackage, RuntimeProblem> {
  try {
    const manifest = requireHere.resolve('@tensorflow/tfjs-node-gpu/package.json');
    const { version }: { version: string } = JSON.parse(readFileSync(manifest, 'utf8'));
    return ok({ folder: dirname(manifest), version });
  } catch {
    return err(missingPackage('@tensorflow/tfjs-node-gpu'));
  }
}

/** The folder of Node's C headers (`node_api.h`). */
export function findNodeHeaders(): Result<string, RuntimeProblem> {
  try {
    return ok(join(dirname(requireHere.resolve('node-api-headers/package.json')), 'include'));
  } catch {
    return err(missingPackage('node-api-headers'));
  }
}

const missingPackage = (name: string): RuntimeProblem => ({
  code: 'runtime/packages',
  what: `The npm package ${name} is not installed.`,
  howToGet: 'Run npm ci in the Receptive folder.',
});
