import { expect, test } from './fixtures';
import { camera } from './pages/camera';
import { StudioPage } from './pages/studio';
import { pixelsOf } from './pages/training';
import { command } from './pages/views';

test.use(camera('given'));

test('what the camera sees is filtered live, held, and let go with the dialog', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.ready();
  await command(page, 'Convolution playground…');
  const dialog = page.getByRole('dialog', { name: 'Convolution playground' });
  const button = dialog.getByRole('button', { name: 'Camera' });
  await button.click();
  await expect(dialog.getByText('64 × 48 pixels')).toBeVisible();
  await expect(dialog.getByText('62 × 46')).toBeVisible();
  const result = dialog.getByRole('region', { name: 'Result' }).locator('canvas').first();
  const before = `${await pixelsOf(result)}`;
  await expect.poll(async () => `${await pixelsOf(result)}` !== before).toBe(true);

  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  const held = await pixelsOf(result);
  await page.waitForTimeout(500);
  expect(await pixelsOf(result)).toEqual(held);

  await button.click();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await command(page, 'Convolution playground…');
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expect(dialog.getByText('64 × 48 pixels')).toBeVisible();
});
