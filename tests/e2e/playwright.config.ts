import { suiteConfig } from '../support/playwright';

export default suiteConfig('e2e', {
  use: {
    launchOptions: { executablePath: process.env.RECEPTIVE_CHROMIUM },
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
  },
});
