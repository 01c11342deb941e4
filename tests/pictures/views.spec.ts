import path from 'node:path';
import { test } from '../e2e/fixtures';
import { settled } from '../e2e/pages/axe';
import { everyView } from '../e2e/pages/views';
import { repoRoot } from '../support/repo';

const folder = path.join(repoRoot, 'test-results/pictures/views');

for (const theme of ['light', 'dark'] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });
    test('every view', async ({ page, studio }) => {
      test.setTimeout(300_000);
      page.setDefaultTimeout(15_000);
      await everyView(page, path.join(studio.dataFolder, 'pictures'), async view => {
        await settled(page);
        await page.screenshot({ path: path.join(folder, `${view.replaceAll(' ', '-')}-${theme}.png`), scale: 'css' });
      });
    });
  });
}
