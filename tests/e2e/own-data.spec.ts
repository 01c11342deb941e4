import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './fixtures';
import { StudioPage } from './pages/studio';
import { trainingOf } from './pages/training';

/** Three kinds of flowers that two of four measures tell apart, and three lines that cannot be used. */
function flowers(): string {
  const lines = Array.from({ length: 150 }, (_, i) => {
    const kind = i % 3;
    const wobble = ((i * 37) % 11) / 20;
    return [
      5 + wobble,
      3 - wobble / 2,
      1.4 + 2 * kind + wobble,
      0.2 + 0.8 * kind + wobble / 3,
      ['setosa', 'versicolor', 'virginica'][kind],
    ];
  });
  const rows = lines.map(cells => cells.join(','));
  rows.splice(10, 0, '5.1,,1.4,0.2,setosa', '5.1,three,1.4,0.2,setosa', '5.1,3.1,1.4,0.2,');
  return `sepal length,sepal width,petal length,petal width,species\n${rows.join('\n')}\n`;
}

test('a CSV of numbers is dropped, fitted by clicks, trained, and probed in its own units', async ({
  page,
  studio,
}) => {
  const file = path.join(studio.dataFolder, 'flowers.csv');
  await writeFile(file, flowers());
  const editor = new StudioPage(page);
  const training = trainingOf(page);
  await editor.ready();
  await training.openTemplate('Dense classifier');

  // A page is not told where a dropped file lies: it asks.
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], 'flowers.csv', { type: 'text/csv' }));
    return transfer;
  });
  await page.dispatchEvent('main', 'drop', { dataTransfer: dropped });
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  await expect(dialog.getByText(/Where is “flowers.csv”/)).toBeVisible();
  await dialog.getByLabel('Path').fill(path.join(studio.dataFolder, 'roses.csv'));
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await expect(dialog.getByText(/roses.csv: no such file/)).toBeVisible();
  await dialog.getByLabel('Path').fill(file);
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await expect(dialog).toBeHidden();

  await expect(page.getByText(/120 samples to train on, 30 to validate, 4 each/)).toBeVisible();
  await page.getByText('3 lines were skipped').click();
  await expect(page.getByText('sepal width is missing')).toBeVisible();
  await expect(page.getByText('sepal width is "three", not a number')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('table.png') });

  // One undo step: back to the points, and forth.
  await editor.undo();
  await expect(page.getByRole('combobox', { name: 'Dataset' })).toHaveValue('Points');
  await editor.press('Control+Shift+z');

  const problems = await editor.openProblems();
  await problems.getByRole('button', { name: 'Set the shape to 4' }).click();
  await problems
    .getByRole('button', { name: /categorical_crossentropy|categoricalCrossentropy/ })
    .first()
    .click();
  await problems.getByRole('button', { name: 'Set units to 3', exact: true }).click();
  const softmax = problems.getByRole('button', { name: /softmax/ });
  if (await softmax.isVisible()) await softmax.click();
  await expect(problems.getByText(/can be trained/)).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('fitted.png') });

  await editor.setNetworkField('batchSize', '8');
  await editor.setNetworkField('epochs', '30');
  await training.runToEnd();
  await training.tab('Curves').click();
  expect(await training.lastValue('Accuracy', 'validation')).toBeGreaterThan(0.9);

  await page.getByRole('tab', { name: 'See inside' }).click();
  await page.getByRole('textbox', { name: 'petal length' }).fill('5.6');
  await page.getByRole('textbox', { name: 'petal width' }).fill('2');
  await expect(page.getByText('Prediction: virginica')).toBeVisible();
  await page.getByRole('textbox', { name: 'petal length' }).fill('1.5');
  await page.getByRole('textbox', { name: 'petal width' }).fill('0.3');
  await expect(page.getByText('Prediction: setosa')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('probed.png') });
});
