import path from 'node:path';
import { expect, test } from './fixtures';
import { violationsInBothThemes } from './pages/axe';
import { everyView } from './pages/views';

test.use({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });

test('axe finds nothing wrong in any view, light or dark', async ({ page, studio }) => {
  test.setTimeout(300_000);
  page.setDefaultTimeout(15_000);
  await everyView(page, path.join(studio.dataFolder, 'pictures'), async view => {
    expect.soft(await violationsInBothThemes(page), view).toEqual([]);
  });
});
