import { ensureRuntime } from '#main/runtime/ensure-runtime';
import { MissingTool, progress } from './command';

/**
 * Makes sure that the product's own TensorFlow is in the cache and where tfjs looks for it, as `npm start` does.
 * @throws MissingTool where it cannot be set up.
 */
export async function setUpTensorFlow(): Promise<void> {
  let last = '';
  const runtime = await ensureRuntime({
    report: ({ message }) => {
      if (message !== last) progress(`TensorFlow: ${message}`);
      last = message;
    },
  });
  if (runtime.ok) return;
  const reasons = runtime.error.map(({ what, detail }) => (detail === undefined ? what : `${what}\n${detail}`));
  const remedies = runtime.error.map(({ howToGet }) => howToGet);
  throw new MissingTool('TensorFlow', reasons, remedies);
}
