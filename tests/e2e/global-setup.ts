import { setUpChromium } from '../setup/chromium';
import { setUpTensorFlow } from '../setup/tensorflow-for-playwright';

/** The workers inherit this process's environment, and read the path in playwright.config.ts. */
export default async function setUp(): Promise<void> {
  await setUpTensorFlow();
  process.env.RECEPTIVE_CHROMIUM = await setUpChromium();
}
