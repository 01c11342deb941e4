import { setUpChromium } from '../setup/chromium';

/** The workers inherit this process's environment, and read the path in playwright.config.ts. */
export default async function setUp(): Promise<void> {
  process.env.RECEPTIVE_CHROMIUM = await setUpChromium();
}
