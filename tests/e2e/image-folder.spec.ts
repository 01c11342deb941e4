import path from 'node:path';
import { makePictureFolder } from '../support/picture-files';
import { expect, test } from './fixtures';
import { StudioPage } from './pages/studio';
import { trainingOf } from './pages/training';

test('a folder of one’s own pictures: its classes, its skipped files, the input mended by a click, trained', async ({
  page,
  studio,
}) => {
  const pictures = path.join(studio.dataFolder, 'my pictures');
  await makePictureFolder(pictures, 120, 6);
  const editor = new StudioPage(page);
  const training = trainingOf(page);
  await editor.ready();
  await training.openTemplate('MNIST CNN');

  // Nothing is chosen yet: the form says what to do.
  await page.getByRole('combobox', { name: 'Dataset' }).click();
  await page.getByRole('option', { name: 'Image folder' }).click();
  await expect(page.getByText(/^Choose the folder with your pictures/)).toBeVisible();
  await editor.setNetworkField('folder', path.join(studio.dataFolder, 'nothing here'));
  await expect(page.getByText(/nothing here: no such file or folder\./).first()).toBeVisible();

  await editor.setNetworkField('folder', pictures);
  await editor.setNetworkField('height', '32');
  await editor.setNetworkField('width', '32');
  const classes = page.getByRole('table', { name: 'A few training samples of each class' });
  await expect(classes.getByRole('rowheader')).toHaveText(['disc', 'square', 'stripes'], { timeout: 30_000 });
  await expect(page.getByText(/90 samples to train on, 24 to validate/)).toBeVisible();
  await page.getByText('6 files were skipped').click();
  await expect(page.getByText('this is not a PNG, JPEG, GIF, BMP or WebP picture').first()).toBeVisible();
  await expect(page.getByText('the file is empty').first()).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('folder.png') });

  const problems = await editor.openProblems();
  await problems.getByRole('button', { name: 'Set the shape to 32 × 32 × 3' }).click();
  await problems.getByRole('button', { name: 'Set units to 3' }).click();
  await expect(problems.getByText(/can be trained/)).toBeVisible();

  await editor.setNetworkField('batchSize', '16');
  await training.runToEnd();
  await training.tab('Curves').click();
  await expect(training.accuracy.getByText('validation').first()).toBeVisible();
  expect(await training.lastValue('Accuracy', 'validation')).toBeGreaterThan(0.9);
  await page.screenshot({ path: test.info().outputPath('trained.png') });
});
