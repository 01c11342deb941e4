import { expect, test } from './fixtures';
import { camera } from './pages/camera';
import { StudioPage } from './pages/studio';
import { command } from './pages/views';

test.use(camera('refused'));

test('a camera that may not be used is said to be so, and the picture stays', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.ready();
  await command(page, 'Convolution playground…');
  const dialog = page.getByRole('dialog', { name: 'Convolution playground' });
  const button = dialog.getByRole('button', { name: 'Camera' });
  await button.click();
  await expect(page.getByText('The camera may not be used here')).toBeVisible();
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expect(dialog.getByText('32 × 32 pixels')).toBeVisible();
});
