import { expect, test } from './fixtures';
import { violations } from './pages/axe';
import { StudioPage } from './pages/studio';

test.beforeEach(async ({ page }) => new StudioPage(page).ready());

test('a selection becomes a block that is repeated, edited inside, given a parameter, and unpacked again', async ({
  page,
}) => {
  const studio = new StudioPage(page);
  const crumbs = page.getByRole('navigation', { name: 'Open block' });
  await studio.openTemplate('mnist-cnn');
  const shift = { position: { x: 60, y: 12 }, modifiers: ['Shift' as const] };
  await studio.select('conv2d_2');
  await studio.node('max_pooling2d_2').click(shift);
  await studio.press('Control+b');
  await page.getByLabel('Title').fill('Conv step');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  const block = studio.node('conv_step_1');
  await expect(block).toBeFocused();
  await studio.expectShape('conv_step_1', '5 × 5 × 64');
  await studio.expectEdges(
    'input_1 > conv2d_1',
    'conv2d_1 > max_pooling2d_1',
    'max_pooling2d_1 > conv_step_1',
    'conv_step_1 > flatten_1',
    'flatten_1 > dense_1',
    'dense_1 > dense_2',
  );

  // The third copy would get 1 × 1, which no 3 × 3 kernel fits: the way in leads to the layer that is at fault.
  await studio.setParam('conv_step_1', 'repeat', '3');
  await expect(block.getByText('× 3', { exact: true })).toBeVisible();
  await expect(block).toHaveAccessibleName(/3 times.*has a problem/);
  await page.getByRole('tabpanel').getByRole('button', { name: 'Inside: conv2d_2' }).click();
  await expect(crumbs).toContainText('Conv step');
  await expect(studio.node('conv2d_2')).toHaveClass(/selected/);
  await studio.setParam('conv2d_2', 'padding', 'same');
  await studio.setParam('conv2d_2', 'kernelSize', '5 × 5');
  await studio.expectShape('conv2d_2', '13 × 13 × 64');
  await studio.expectShape('input', '13 × 13 × 32');
  await studio.expectShape('output', '6 × 6 × 64');
  await page.getByRole('button', { name: 'Show Filters on the block' }).click();
  await page.getByLabel('Name of Filters on the block').fill('width');
  await page.keyboard.press('Enter');
  expect(await violations(page)).toEqual([]);

  await crumbs.getByRole('button', { name: 'Network' }).click();
  await expect(crumbs).toBeHidden();
  await expect(block).toBeFocused();
  await studio.expectShape('conv_step_1', '1 × 1 × 64');
  await studio.setParam('conv_step_1', 'width', '16');
  await studio.expectShape('conv_step_1', '1 × 1 × 16');
  await studio.expectShape('flatten_1', '16');
  await page.getByRole('tab', { name: 'Summary' }).click();
  await page.getByRole('row', { name: /conv_step_1_2_conv2d_2/ }).click();
  await expect(crumbs).toContainText('Conv step');
  await studio.press('Escape');
  await studio.press('Escape');
  await expect(crumbs).toBeHidden();

  // Undo goes to where the step was done: into the block and out again.
  await studio.undo();
  await studio.expectShape('conv_step_1', '1 × 1 × 64');
  await studio.undo();
  await expect(crumbs).toBeVisible();
  await expect(async () => {
    await studio.undo();
    await expect(studio.nodes).toHaveCount(8, { timeout: 500 });
  }).toPass();
  await expect(crumbs).toBeHidden();
  await studio.expectShape('conv2d_2', '11 × 11 × 64');
  await studio.press('Control+Shift+z');
  await studio.expectShape('conv_step_1', '5 × 5 × 64');

  await studio.paletteEntry('Conv step').click();
  await expect(studio.node('conv_step_2')).toBeVisible();
  await studio.undo();
  await studio.select('conv_step_1');
  await studio.press('Control+Shift+b');
  await studio.expectShape('conv2d_2', '11 × 11 × 64');
  await expect(block).toHaveCount(0);
});
