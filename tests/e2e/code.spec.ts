import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures';
import { violations } from './pages/axe';
import { StudioPage } from './pages/studio';

test('the code follows the network, leads to its nodes, and can be taken along', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.ready();
  await studio.openTemplate('mnist-cnn');
  await studio.press('Alt+5');
  const program = page.getByRole('listbox', { name: 'Program' });
  const line = (text: string) => program.getByRole('option', { name: text });
  await expect(line('layers.Dense(10, activation="softmax"),')).toBeVisible();

  await studio.setParam('conv2d_1', 'filters', '48');
  const first = line('layers.Conv2D(48, 3, activation="relu"),');
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await expect(first).toBeInViewport();

  await line('layers.Dense(128, activation="relu"),').click();
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('dense_1');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('dense_2');
  expect(await violations(page)).toEqual([]);

  await page.getByText('TypeScript', { exact: true }).click();
  await expect(line('tf.layers.conv2d({ filters: 48, kernelSize: 3, activation: "relu" }),')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save…' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('MNIST-CNN.ts');
  expect(await readFile(await saved.path(), 'utf8')).toContain('model.compile({');
});
