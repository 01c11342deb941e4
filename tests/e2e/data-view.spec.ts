import path from 'node:path';
import { makePictureFolder } from '../support/picture-files';
import { expect, test } from './fixtures';
import { StudioPage } from './pages/studio';
import { pixelsOf, trainingOf } from './pages/training';

test('the data view: samples by class, findings, augmentations with draws of real samples', async ({
  page,
  studio,
}) => {
  const pictures = path.join(studio.dataFolder, 'pictures');
  await makePictureFolder(pictures, 150, 6);
  const editor = new StudioPage(page);
  await editor.ready();
  await trainingOf(page).openTemplate('MNIST CNN');
  await editor.press('Control+Shift+o');
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  await dialog.getByLabel('Path').fill(pictures);
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await expect(page.getByText(/to train on, .* to validate, 64 × 64 × 3 each/)).toBeVisible();

  await page.getByRole('button', { name: 'Look at all of it' }).click();
  const view = page.getByRole('region', { name: 'Data', exact: true });
  await expect(view.getByText('Training 114')).toBeVisible({ timeout: 30_000 });
  const samples = view.getByRole('region', { name: 'Samples' });
  const cells = samples.locator('figure');
  await expect(cells.first().locator('canvas')).toBeVisible({ timeout: 30_000 });
  const square = view.getByRole('button', { name: /^square/ });
  await expect(square).toContainText('48');
  await square.click();
  await expect(cells.locator('figcaption').first()).toHaveText('square');
  for (const caption of await cells.locator('figcaption').allTextContents()) expect(caption).toBe('square');
  await expect(view.getByText('6 files were skipped')).toBeVisible();
  await expect(view.getByLabel('Sizes of the pictures')).toHaveText('32 × 32144');
  await view.getByText(/^Validation/).click();
  await view.getByRole('button', { name: /^All/ }).click();
  await expect(cells.first().locator('canvas')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('samples.png') });

  await view.getByText('Preprocessing and augmentation').click();
  const draws = view.getByRole('table', { name: 'Samples and their augmented draws' });
  const canvases = draws.getByRole('row').nth(1).locator('canvas');
  await expect(canvases).toHaveCount(7);
  expect(await pixelsOf(canvases.nth(1))).toEqual(await pixelsOf(canvases.nth(0)));

  const add = view.getByRole('combobox', { name: 'Add an augmentation' });
  for (const title of ['Rotation', 'Brightness']) {
    await add.click();
    await page.getByRole('option', { name: title, exact: true }).click();
    await expect(view.getByRole('region', { name: title })).toBeVisible();
  }
  const differs = async () => `${await pixelsOf(canvases.nth(1))}` !== `${await pixelsOf(canvases.nth(0))}`;
  await expect.poll(differs).toBe(true);
  const before = await pixelsOf(canvases.nth(1));
  expect(await pixelsOf(canvases.nth(2))).not.toEqual(before);
  await view.getByRole('button', { name: 'Shuffle' }).click();
  await expect(view.getByText('What epochs 7 to 12 of a run with this seed see.')).toBeVisible();
  await expect.poll(async () => `${await pixelsOf(canvases.nth(1))}` !== `${before}`).toBe(true);
  await view.getByRole('region', { name: 'Rotation' }).getByRole('textbox').first().fill('90');
  await page.screenshot({ path: test.info().outputPath('augmentations.png') });

  await view.getByRole('button', { name: 'Remove Brightness' }).click();
  await expect(view.getByRole('region', { name: 'Brightness' })).toBeHidden();
  await editor.undo();
  await expect(view.getByRole('region', { name: 'Brightness' })).toBeVisible();

  // Preprocessing changes what the network gets: the Input says so.
  await view.getByRole('combobox', { name: 'Colours' }).click();
  await page.getByRole('option', { name: 'grayscale' }).click();
  await expect(page.getByText(/64 × 64 × 1 each/)).toBeVisible();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: test.info().outputPath('dark.png') });
  await view.getByRole('button', { name: 'Network' }).click();
  const problems = await editor.openProblems();
  await expect(problems.getByRole('button', { name: 'Set the shape to 64 × 64 × 1' })).toBeVisible();
});
