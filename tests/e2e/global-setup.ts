import { setUpChromium } from '../setup/chromium';
import { importWithVite } from '../setup/import-with-vite';

/** The workers inherit this process's environment, and read the path in playwright.config.ts. */
export default async function setUp(): Promise<void> {
  const { setUpTensorFlow } = await importWithVite<typeof import('../setup/tensorflow')>('tests/setup/tensorflow.ts');
  await setUpTensorFlow();
  process.env.RECEPTIVE_CHROMIUM = await setUpChromium();
}
