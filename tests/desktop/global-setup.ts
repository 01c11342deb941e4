import { startDisplay } from '../setup/display';
import { importWithVite } from '../setup/import-with-vite';

/** Playwright starts what node_modules/electron names, which the first variable sets; the workers inherit both. */
export default async function setUp(): Promise<() => Promise<void>> {
  const { setUpTensorFlow } = await importWithVite<typeof import('../setup/tensorflow')>('tests/setup/tensorflow.ts');
  const { setUpElectron } = await importWithVite<typeof import('../setup/electron')>('tests/setup/electron.ts');
  await setUpTensorFlow();
  const folder = await setUpElectron();
  if (folder !== undefined) process.env.ELECTRON_OVERRIDE_DIST_PATH = folder;
  const display = await startDisplay();
  if (display !== undefined) process.env.DISPLAY = display.name;
  return async () => display?.stop();
}
