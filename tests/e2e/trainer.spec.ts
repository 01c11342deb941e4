import { expect, test } from './fixtures';
import { trainingOf } from './pages/training';

test('a found learning rate becomes the optimizer’s, as one step to undo', async ({ page }) => {
  const studio = trainingOf(page);
  await studio.openTemplate('Dense classifier');
  const rate = page.getByRole('textbox', { name: 'Learning rate' });
  const before = await rate.inputValue();
  await page.getByRole('button', { name: 'Find a learning rate…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Find a learning rate' });
  await expect(dialog.getByRole('status')).toContainText('The loss falls fastest at', { timeout: 60_000 });
  await expect(dialog.getByText(/^steepest [\d.e-]+$/)).toBeVisible();
  if (process.env.RECEPTIVE_LOOK) await page.screenshot({ path: `${process.env.RECEPTIVE_LOOK}/rate.png` });
  const use = dialog.getByRole('button', { name: /^Use/ }).last();
  const found = ((await use.textContent()) ?? '').replace('Use ', '');
  await use.click();
  await expect(dialog).toBeHidden();
  await expect(rate).toHaveValue(found);
  expect(found).not.toBe(before);
  await page.keyboard.press('Control+z');
  await expect(rate).toHaveValue(before);
});

test('a test of rates can be stopped, and begun again', async ({ page }) => {
  const studio = trainingOf(page);
  await studio.openTemplate('MNIST CNN');
  await page.getByRole('button', { name: 'Find a learning rate…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Find a learning rate' });
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await dialog.getByRole('button', { name: 'Test again' }).click();
  await expect(dialog.getByRole('progressbar')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a run stops early, and its best epoch is marked, listed and exported', async ({ page }) => {
  const studio = trainingOf(page);
  await studio.openTemplate('Dense classifier');
  const epochs = page.getByRole('textbox', { name: 'Epochs' });
  await epochs.fill('100000');
  await epochs.press('Enter');
  await page.getByText('Best weights', { exact: true }).click();
  await page.getByText('Stop early', { exact: true }).click();
  const patience = page.getByRole('textbox', { name: 'Patience' });
  await patience.fill('2');
  await patience.press('Enter');
  if (process.env.RECEPTIVE_LOOK) {
    await patience.scrollIntoViewIfNeeded();
    await page.screenshot({ path: `${process.env.RECEPTIVE_LOOK}/form.png` });
  }
  await studio.train.click();
  await expect(page.getByText('Training stopped early')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText(/^best epoch \d+: validation loss/)).toBeVisible();
  await expect(page.getByText('best', { exact: true }).first()).toBeAttached();
  await page.getByRole('combobox', { name: 'Beside the loss' }).click();
  await page.getByRole('option', { name: 'Learning rate' }).click();
  await expect(page.getByRole('figure', { name: /^Learning rate/ })).toBeVisible();
  if (process.env.RECEPTIVE_LOOK) await page.screenshot({ path: `${process.env.RECEPTIVE_LOOK}/curves.png` });
  await studio.tab('Runs').click();
  await expect(page.getByText('stopped early', { exact: true })).toBeVisible();
  await expect(page.getByTitle(/^The best validation loss, at epoch/)).toBeVisible();
  if (process.env.RECEPTIVE_LOOK) await page.screenshot({ path: `${process.env.RECEPTIVE_LOOK}/runs.png` });
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog', { name: 'Export a trained network' });
  await dialog.getByRole('combobox', { name: 'Weights' }).click();
  await page.getByRole('option', { name: /^Of the best epoch/ }).click();
  const download = page.waitForEvent('download');
  await dialog
    .getByRole('button', { name: /^Export/ })
    .last()
    .click();
  expect((await download).suggestedFilename()).toMatch(/\.keras$/);
  await expect(dialog.getByText('Checked: it predicts the same')).toBeVisible();
});
