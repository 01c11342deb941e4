import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect, test } from '../e2e/fixtures';
import { StudioPage } from '../e2e/pages/studio';
import { trainingOf } from '../e2e/pages/training';
import { repoRoot } from '../support/repo';

const folder = path.join(repoRoot, 'test-results/pictures');

for (const theme of ['light', 'dark'] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    const take = (page: Page, name: string) => page.screenshot({ path: path.join(folder, `${name}-${theme}.png`) });

    test('editing', async ({ page }) => {
      const editor = new StudioPage(page);
      await editor.ready();
      await take(page, 'empty');
      await editor.openTemplate('mnist-cnn');
      await take(page, 'built');
      await editor.setParam('dense_2', 'units', '12');
      await expect(editor.canvas.getByText('received (None, 12)')).toBeVisible();
      await take(page, 'error');
    });

    test('training', async ({ page }) => {
      const training = trainingOf(page);
      await training.openTemplate('MNIST CNN');
      await training.train.click();
      await expect(training.accuracy.getByText('validation').first()).toBeVisible({ timeout: 120_000 });
      await new StudioPage(page).select('conv2d_1');
      await training.tab('See inside').click();
      await expect(page.getByRole('button', { name: /^Map \d+$/ })).toHaveCount(32);
      await expect.poll(() => training.step(), { timeout: 60_000 }).toBeGreaterThan(600);
      await take(page, 'training');
      if (theme === 'light') await page.screenshot({ path: path.join(repoRoot, 'assets/studio.png'), scale: 'css' });
    });

    test('points', async ({ page }) => {
      const training = trainingOf(page);
      await training.openTemplate('Dense classifier');
      await training.tab('See inside').click();
      await training.train.click();
      await expect(training.pause).toBeVisible();
      await expect(training.train).toBeVisible({ timeout: 60_000 });
      await take(page, 'points');
      await training.tab('Runs').click();
      await take(page, 'runs');
    });
  });
}

test('the icon of the desktop window', async ({ browser }) => {
  const page = await browser.newPage({ viewport: { width: 512, height: 512 }, deviceScaleFactor: 1 });
  const mark = await readFile(path.join(repoRoot, 'renderer/app/mark.svg'), 'utf8');
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${mark}`);
  await page.screenshot({ path: path.join(repoRoot, 'assets/icon.png'), omitBackground: true });
  await page.close();
});
