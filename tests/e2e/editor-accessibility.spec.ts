import { expect, test } from './fixtures';
import { violations } from './pages/axe';
import { StudioPage } from './pages/studio';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds nothing wrong with the studio empty, filled, with a node selected and with problems', async ({
      page,
    }) => {
      const studio = new StudioPage(page);
      await studio.ready();
      expect(await violations(page)).toEqual([]);
      await studio.openTemplate('mnist-cnn');
      await studio.select('conv2d_1');
      expect(await violations(page)).toEqual([]);
      await studio.setParam('dense_2', 'units', '12');
      await studio.openProblems();
      expect(await violations(page)).toEqual([]);
    });
  });
}

test('a network can be drawn without a mouse', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.ready();
  await page.getByLabel('Filter layers').focus();
  for (const layer of ['input', 'flatten', 'dense']) {
    await page.getByLabel('Filter layers').fill(layer);
    await page.keyboard.press('Enter');
  }
  await studio.expectEdges('input_1 > flatten_1', 'flatten_1 > dense_1');
  await page.keyboard.press('Escape');
  await studio.node('dense_1').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Dense' })).toBeVisible();
  await page.getByLabel('Units').fill('10');
  await studio.expectShape('dense_1', '10');
});
