import { expect, test } from './fixtures';
import { drawMnistCnn } from './pages/mnist-cnn';
import { StudioPage } from './pages/studio';
import { pixelsOf, trainingOf } from './pages/training';

test('from the empty canvas, by mouse, to a network that reads handwritten digits', async ({ page }) => {
  test.setTimeout(300_000);
  const editor = new StudioPage(page);
  const training = trainingOf(page);
  await editor.ready();

  const ids = await drawMnistCnn(editor);

  // Twelve units for ten digits: said at the node, and training is refused for that reason.
  const last = ids.at(-1) ?? '';
  await editor.setParam(last, 'units', '12');
  const mistake = 'expects the output (None, 10), received (None, 12)';
  await expect(editor.canvas.getByText(mistake)).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect((await editor.openProblems()).getByText(mistake)).toBeVisible();
  await expect(training.progress.getByText(/step/)).toBeHidden();
  await editor.setParam(last, 'units', '10');
  await expect(editor.canvas.getByText(mistake)).toBeHidden();
  await editor.expectShape(last, '10');

  await editor.setNetworkField('epochs', '1');
  await training.train.click();
  await editor.select(ids[1] ?? '');
  await training.tab('See inside').click();
  const inside = page.getByRole('region', { name: `Inside ${ids[1]}` });
  await inside.getByText('Filters', { exact: true }).click();
  const filter = inside.getByRole('button', { name: 'Filter 1', exact: true }).locator('canvas');
  const first = await pixelsOf(filter);
  await expect.poll(() => pixelsOf(filter), { timeout: 60_000 }).not.toEqual(first);

  await training.tab('Curves').click();
  await expect(training.accuracy.getByText('validation').first()).toBeVisible({ timeout: 180_000 });
  await expect(training.train).toBeVisible({ timeout: 60_000 });
  expect(await training.lastValue('Accuracy', 'validation')).toBeGreaterThanOrEqual(0.97);
  await expect(training.accuracy.locator('.recharts-line-curve').first()).toBeVisible();
  await expect(inside.getByRole('button', { name: /^Filter \d+$/ })).toHaveCount(32);
  await page.screenshot({ path: test.info().outputPath('trained.png') });
});
