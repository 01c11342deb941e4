import { expect, test } from './fixtures';
import { StudioPage } from './pages/studio';

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
