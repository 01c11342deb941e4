import { expect, test } from './fixtures';
import { StudioPage } from './pages/studio';
import { trainingOf } from './pages/training';

test('two runs are named, laid over each other, told apart, deleted and restored', async ({ page }) => {
  const editor = new StudioPage(page);
  const studio = trainingOf(page);
  await studio.openTemplate('Dense classifier');
  await editor.setNetworkField('epochs', '2');
  const panel = page.getByRole('tabpanel', { name: 'Runs' });
  const rows = panel.getByRole('row').filter({ has: page.getByRole('button', { name: /^What to do with/ }) });
  const train = async (runs: number) => {
    await studio.train.click();
    await studio.tab('Runs').click();
    await expect(rows.filter({ hasText: 'done' })).toHaveCount(runs, { timeout: 60_000 });
    await studio.tab('Properties').click();
  };
  await train(1);
  await editor.setParam('dense_1', 'units', '3');
  await editor.setNetworkField('batchSize', '32');
  await train(2);

  // The newest is the first. It gets a name, a colour and notes.
  await rows
    .first()
    .getByRole('button', { name: /^What to do with/ })
    .click();
  await page.getByRole('menuitem', { name: 'Name, colour and notes…' }).click();
  const form = page.getByRole('dialog', { name: 'Name, colour and notes' });
  await form.getByLabel('Name').fill('narrow');
  await form.getByRole('radio', { name: 'teal' }).click();
  await form.getByLabel('Notes').fill('three units are too few');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await expect(rows.first()).toContainText('narrow');
  await expect(panel.getByLabel('Has notes')).toBeVisible();

  await panel.getByLabel('Search runs').fill('too few');
  await expect(rows).toHaveCount(1);
  await panel.getByLabel('Clear the search').click();
  await panel.getByRole('button', { name: 'Started' }).click();
  await expect(rows.last()).toContainText('narrow');

  await panel.getByLabel('Tick all runs').click();
  await panel.getByRole('button', { name: 'Compare 2 runs' }).click();
  const compare = page.getByRole('dialog', { name: 'Compare runs' });
  for (const title of [
    'Training loss',
    'Validation loss',
    'Training accuracy',
    'Validation accuracy',
    'Learning rate',
  ]) {
    const chart = compare.getByRole('figure', { name: title, exact: true });
    await expect(chart.locator('.recharts-line path.recharts-curve')).toHaveCount(2);
  }
  const loss = compare.getByRole('figure', { name: 'Training loss', exact: true });
  const stroke = (index: number) => loss.locator('path.recharts-curve').nth(index).getAttribute('stroke');
  expect([await stroke(0), await stroke(1)]).toContain('var(--run-teal)');
  expect(await stroke(0)).not.toBe(await stroke(1));
  await loss.hover();
  await expect(loss.getByText('narrow')).toBeVisible();
  await compare.getByText('Time', { exact: true }).click();
  await expect(loss.locator('path.recharts-curve')).toHaveCount(2);

  await compare.getByRole('tab', { name: 'Settings and results' }).click();
  const heads = compare.getByRole('columnheader');
  await expect(heads.filter({ hasText: 'batchSize' })).toBeVisible();
  await expect(heads.filter({ hasText: 'optimizer.type' })).toHaveCount(0);
  await heads.getByRole('button', { name: 'batchSize' }).click();
  await expect(compare.getByRole('row').nth(1)).not.toContainText('narrow');
  await compare.getByRole('button', { name: 'Copy as CSV' }).click();
  await expect(page.getByText('Copied 2 runs as CSV.')).toBeVisible();

  await compare.getByRole('tab', { name: 'Difference' }).click();
  await expect(compare.getByRole('row', { name: /dense_1 units/ })).toHaveText(/64\s*3$/);
  await expect(compare.getByRole('row', { name: /batchSize/ })).toHaveText(/64\s*32$/);
  await expect(compare.getByText('The same data, prepared in the same way.')).toBeVisible();
  await compare.getByRole('button', { name: 'Swap the two runs' }).click();
  await expect(compare.getByRole('row', { name: /dense_1 units/ })).toHaveText(/3\s*64$/);
  await compare.getByRole('button', { name: 'Close' }).click();

  await panel.getByRole('button', { name: 'Delete 2' }).click();
  await expect(panel.getByText('No runs yet')).toBeVisible();
  await panel.getByRole('button', { name: 'Trash (2)' }).click();
  const trash = page.getByRole('dialog', { name: 'Trash' });
  await trash.getByRole('button', { name: 'Restore narrow' }).click();
  await trash.getByRole('button', { name: 'Empty the trash…' }).click();
  await page.getByRole('button', { name: 'Remove for good' }).click();
  await expect(trash.getByText('The trash is empty.')).toBeVisible();
  await trash.getByRole('button', { name: 'Close' }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('narrow');

  await rows.getByRole('button', { name: /^What to do with/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(panel.getByText('No runs yet')).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(rows).toContainText('narrow');
});
