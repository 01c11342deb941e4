import type { Page } from 'playwright';
import { expect, test } from './fixtures';
import { pixelsOf, trainingOf } from './pages/training';

/** The probabilities on screen, by class, in percent. */
async function probabilities(page: Page): Promise<readonly number[]> {
  const items = page.getByRole('region', { name: 'Prediction' }).getByRole('listitem');
  const texts = await items.evaluateAll(all => all.map(item => item.lastElementChild?.textContent ?? ''));
  return texts.map(Number.parseFloat);
}

test('look inside a network while it learns: filters, maps, a digit drawn by hand', async ({ page }) => {
  const studio = trainingOf(page);
  await studio.openTemplate('MNIST CNN');
  await studio.train.click();

  // The first validation sample is the probe from the start.
  await expect(page.getByText('validation sample, labelled 7')).toBeVisible();
  await expect.poll(() => probabilities(page), { timeout: 60_000 }).toHaveLength(10);

  await studio.nodes.nth(1).click();
  const inside = page.getByRole('region', { name: 'Inside conv2d_1' });
  await expect(inside.getByRole('button', { name: /^Map \d+$/ })).toHaveCount(32);
  await inside.getByText('Filters', { exact: true }).click();
  await expect(inside.getByRole('button', { name: /^Filter \d+$/ })).toHaveCount(32);
  const filter = inside.getByRole('button', { name: 'Filter 1', exact: true }).locator('canvas');
  const before = await pixelsOf(filter);
  expect(before).toHaveLength(3 * 3 * 4);
  await expect
    .poll(() => pixelsOf(filter), { message: 'the filters are drawn anew as they change' })
    .not.toEqual(before);

  // The card on the canvas shows the first maps of its own node.
  await expect(studio.nodes.nth(1).locator('canvas')).toHaveCount(4);

  await expect.poll(() => studio.lastValue('Accuracy', 'training'), { timeout: 60_000 }).toBeGreaterThan(0.9);
  await studio.stop.click();
  await expect(studio.train).toBeVisible();

  await page.getByRole('button', { name: 'Clear' }).click();
  const pad = page.getByTestId('draw-pad');
  const box = await pad.boundingBox();
  if (!box) throw new Error('there is no pad');
  const move = (x: number, y: number) => page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 8 });
  await move(0.5, 0.15);
  await page.mouse.down();
  await move(0.5, 0.4);
  await expect.poll(() => probabilities(page)).toHaveLength(10);
  const halfway = await probabilities(page);
  await move(0.49, 0.85);
  await expect.poll(() => probabilities(page), { message: 'they move before the pen is lifted' }).not.toEqual(halfway);
  await page.mouse.up();
  await expect(page.getByRole('heading', { name: /Prediction: 1/ })).toBeVisible();
  const sum = (await probabilities(page)).reduce((total, share) => total + share, 0);
  expect(sum).toBeGreaterThan(99.4);
  expect(sum).toBeLessThan(100.6);

  await studio.nodes.last().click();
  await expect(page.getByRole('region', { name: 'Inside dense_2' }).getByText('of 10 are not 0')).toBeVisible();

  // Without a pointer: a sample of a chosen class.
  await page.getByRole('combobox', { name: 'Class of the sample' }).click();
  await page.getByRole('option', { name: '4', exact: true }).click();
  await expect(page.getByText('validation sample, labelled 4')).toBeVisible();
});
