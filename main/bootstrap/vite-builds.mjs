// @ts-check
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/**
 * Runs every build of the product into one new folder: `node vite-builds.mjs FOLDER`. A process of its own, so that the command
 * that follows the set-up does not carry the build tools in its memory.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: node vite-builds.mjs FOLDER');

const builds = [
  { needs: 'main/cli/receptive.ts', config: 'vite.node.config.ts', mode: 'node', into: 'node' },
  { needs: 'electron/main.ts', config: 'vite.node.config.ts', mode: 'electron', into: 'electron' },
  { needs: 'electron/preload.ts', config: 'vite.node.config.ts', mode: 'preload', into: 'electron' },
  { needs: 'renderer/index.html', config: 'vite.config.ts', mode: 'production', into: 'renderer' },
];

for (const { needs, config, mode, into } of builds) {
  if (!existsSync(join(root, needs))) {
    process.stderr.write(`receptive: ${needs} is not there, so ${into} is not built\n`);
    continue;
  }
  await build({
    configFile: join(root, config),
    mode,
    // Vite logs to stdout at levels below 'warn'; the stream here is the caller's stderr.
    logLevel: 'warn',
    build: { outDir: resolve(folder, into) },
  });
}
