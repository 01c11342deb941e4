// @ts-check
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/**
 * Runs every build of the product, each into a new folder: `node vite-builds.mjs PREFIX` makes PREFIXnode, PREFIXrenderer, …
 * A process of its own, so that the command that follows the set-up does not carry the build tools in its memory.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const [prefix] = process.argv.slice(2);
if (!prefix) throw new Error('usage: node vite-builds.mjs PREFIX');

// Whatever starts it: from Vitest's or Vite's environment, the studio would get React's development build, which is slower.
process.env.NODE_ENV = 'production';

const builds = [
  { config: 'vite.node.config.mts', mode: 'node', into: 'node' },
  { config: 'vite.node.config.mts', mode: 'electron', into: 'electron' },
  { config: 'vite.node.config.mts', mode: 'preload', into: 'electron' },
  { config: 'vite.config.mts', mode: 'production', into: 'renderer' },
];

for (const { config, mode, into } of builds) {
  try {
    await build({ configFile: join(root, config), mode, logLevel: 'warn', build: { outDir: resolve(prefix + into) } });
  } catch (cause) {
    // A mistake in the sources: Vite's message names the place, and our own stack would only hide it.
    process.stderr.write(`${cause instanceof Error ? cause.message : cause}\n`);
    process.exit(1);
  }
}
