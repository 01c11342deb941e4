// `npm run bench`: our training step beside Keras's and tfjs's, on this machine, in one run. `-- --json` prints JSON,
// `-- mnist-cnn` measures that network only, `-- studio` the studio's speed in a Chromium (`npm run build` first). Vite loads the TypeScript, as it does for the tests.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
const folder = path.dirname(fileURLToPath(import.meta.url));
const [first, ...rest] = process.argv.slice(2);
const isContender = first?.endsWith('.ts') === true;
const vite = await createServer({
  configFile: false,
  logLevel: 'warn',
  appType: 'custom',
  server: { middlewareMode: true, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
if (!isContender) {
  // tfjs, which the rest imports, looks for its binding when it is loaded.
  const { setUpTensorFlow } = await vite.ssrLoadModule(path.join(folder, '../setup/tensorflow.ts'));
  await setUpTensorFlow();
}
const file = isContender ? first : first === 'studio' ? 'studio.ts' : 'bench.ts';
const { main } = await vite.ssrLoadModule(path.join(folder, file));
await main(file === 'bench.ts' ? process.argv.slice(2) : rest);
await vite.close();
