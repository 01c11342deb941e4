import { expect, test } from './fixtures';
import { violations } from './pages/axe';
import { StudioPage } from './pages/studio';

test('a layer is used twice, edited at either use, and gets weights of its own again', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.ready();
  await studio.openTemplate('mnist-cnn');

  await studio.select('conv2d_2');
  await studio.press('Shift+U');
  await expect(studio.node('conv2d_3')).toContainText('conv2d_2');
  await expect(studio.node('conv2d_2')).toContainText('× 2');
  await expect(studio.node('conv2d_2').locator('[data-lit]')).toBeVisible();
  await studio.connect('max_pooling2d_1', 'conv2d_3');
  await studio.expectShape('conv2d_3', '11 × 11 × 64');

  await studio.setParam('conv2d_3', 'filters', '8');
  await studio.expectShape('conv2d_2', '11 × 11 × 8');
  await studio.expectShape('conv2d_3', '11 × 11 × 8');
  await expect(page.getByText('the same weights, counted once')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'conv2d_2', exact: true }).click();
  await expect(page.getByText('Used here and by')).toBeVisible();

  await studio.select('conv2d_3');
  await studio.press('Shift+O');
  await expect(page.getByText('Shared weights')).toHaveCount(0);
  await studio.setParam('conv2d_3', 'filters', '9');
  await studio.expectShape('conv2d_2', '11 × 11 × 8');

  await studio.select('conv2d_1');
  await studio.node('conv2d_2').click({ position: { x: 60, y: 12 }, modifiers: ['Shift'] });
  await studio.press('Shift+W');
  await studio.select('conv2d_2');
  const problem = 'whose kernel has the shape (3, 3, 1, 32); its own input would need (3, 3, 32, 32)';
  await expect(studio.node('conv2d_2')).toContainText(problem);
  await studio.node('conv2d_2').getByRole('button', { name: 'Give it weights of its own' }).click();
  await expect(studio.node('conv2d_2')).not.toContainText(problem);
  await studio.undo();
  await expect(studio.node('conv2d_2')).toContainText(problem);
});
