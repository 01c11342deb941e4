import { startDisplay } from '../setup/display';
import { setUpElectron } from '../setup/electron';
import { setUpTensorFlow } from '../setup/tensorflow-for-playwright';

/** Playwright starts what node_modules/electron names, which this variable sets; the workers inherit both variables. */
export default async function setUp(): Promise<() => Promise<void>> {
  await setUpTensorFlow();
  process.env.ELECTRON_OVERRIDE_DIST_PATH = await setUpElectron();
  const display = await startDisplay();
  if (display !== undefined) process.env.DISPLAY = display.name;
  return async () => display?.stop();
}
