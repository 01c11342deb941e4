import { expect, test } from './fixtures';
import { StudioPage } from './pages/studio';
import { pixelsOf } from './pages/training';
import { command } from './pages/views';

// The camera is Chromium's own moving test picture, and whoever asks for it gets it.
test.use({
  contextOptions: { reducedMotion: 'reduce' },
  launchOptions: {
    executablePath: process.env.RECEPTIVE_CHROMIUM,
    args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  },
});

test('what the camera sees is filtered live, held, and let go with the dialog', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.ready();
  await command(page, 'Convolution playground…');
  const dialog = page.getByRole('dialog', { name: 'Convolution playground' });
  const camera = dialog.getByRole('button', { name: 'Camera' });
  await camera.click();
  await expect(dialog.getByText('64 × 48 pixels')).toBeVisible();
  await expect(dialog.getByText('62 × 46')).toBeVisible();
  const result = dialog.getByRole('region', { name: 'Result' }).locator('canvas').first();
  const before = `${await pixelsOf(result)}`;
  await expect.poll(async () => `${await pixelsOf(result)}` !== before).toBe(true);

  await camera.click();
  await expect(camera).toHaveAttribute('aria-pressed', 'false');
  const held = await pixelsOf(result);
  await page.waitForTimeout(500);
  expect(await pixelsOf(result)).toEqual(held);

  await camera.click();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await command(page, 'Convolution playground…');
  await expect(camera).toHaveAttribute('aria-pressed', 'false');
  await expect(dialog.getByText('64 × 48 pixels')).toBeVisible();
});
