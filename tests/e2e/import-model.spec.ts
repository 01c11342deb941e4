import { zipSync } from 'fflate';
import { expect, test } from './fixtures';
import { StudioPage } from './pages/studio';

const layer = (class_name: string, config: Record<string, unknown>) => ({ class_name, config });
const input = layer('InputLayer', { name: 'picture', batch_shape: [null, 28, 28, 1] });
const conv = layer('Conv2D', { name: 'edges', filters: 8, kernel_size: [3, 3], kernel_constraint: layer('Mine', {}) });
const bytesOf = (...layers: unknown[]) => Buffer.from(JSON.stringify(layer('Sequential', { name: 'net', layers })));

test('a Keras file is imported by its keys, and what is in the way is named', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.ready();
  const choose = async (name: string, buffer: Buffer) => {
    const chooser = page.waitForEvent('filechooser');
    await studio.press('Control+Alt+o');
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer });
  };
  await choose('odd.json', bytesOf(input, layer('Lambda', { name: 'odd' })));
  await expect(page.getByRole('dialog')).toContainText('odd (Lambda)');
  await page.getByRole('button', { name: 'OK', exact: true }).click();
  await expect(studio.nodes).toHaveCount(0);

  await choose('net.keras', Buffer.from(zipSync({ 'config.json': bytesOf(input, conv) })));
  await expect(page.getByRole('dialog')).toContainText('edges (Conv2D), kernel_constraint');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('The weights were not taken over')).toBeVisible();
  await expect(studio.nodes).toHaveCount(2);
  await studio.expectShape('edges', '26 × 26 × 8');
  await expect(studio.unsavedDot).toBeVisible();
});
