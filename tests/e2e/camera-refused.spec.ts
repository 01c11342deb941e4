import { expect, test } from './fixtures';
import { StudioPage } from './pages/studio';
import { command } from './pages/views';

// There is a camera, and nobody gets it.
test.use({
  contextOptions: { reducedMotion: 'reduce' },
  launchOptions: {
    executablePath: process.env.RECEPTIVE_CHROMIUM,
    args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny'],
  },
});

test('a camera that may not be used is said to be so, and the picture stays', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.ready();
  await command(page, 'Convolution playground…');
  const dialog = page.getByRole('dialog', { name: 'Convolution playground' });
  const camera = dialog.getByRole('button', { name: 'Camera' });
  await camera.click();
  await expect(page.getByText('The camera may not be used here')).toBeVisible();
  await expect(camera).toHaveAttribute('aria-pressed', 'false');
  await expect(dialog.getByText('32 × 32 pixels')).toBeVisible();
});
