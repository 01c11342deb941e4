import { readFile } from 'node:fs/promises';
import { startReceptive } from '../support/receptive-process';
import { expect, test } from './fixtures';
import { pixelsOf, trainingOf } from './pages/training';

/** The share of an RGBA picture in which one of red and blue clearly outweighs the other. */
function shareOf(pixels: Uint8Array, lead: 'red' | 'blue'): number {
  let count = 0;
  for (let i = 0; i < pixels.length; i += 4) {
    const difference = (pixels[i] ?? 0) - (pixels[i + 2] ?? 0);
    if (lead === 'red' ? difference > 20 : difference < -20) count++;
  }
  return count / (pixels.length / 4);
}

test('points train with their decision boundary drawn, and the network is taken away as a .keras file', async ({
  page,
}) => {
  const studio = trainingOf(page);
  await studio.openTemplate('Dense classifier');
  await studio.tab('See inside').click();
  const plot = page.getByTestId('boundary-plot');
  await expect.poll(async () => shareOf(await pixelsOf(plot), 'red')).toBeGreaterThan(0.01);
  expect(shareOf(await pixelsOf(plot), 'red')).toBeLessThan(0.15);

  await studio.train.click();
  // Beyond the points themselves, the plane is now coloured by what the network thinks of each place.
  await expect.poll(async () => shareOf(await pixelsOf(plot), 'red')).toBeGreaterThan(0.25);
  await expect(studio.train).toBeVisible({ timeout: 90_000 });
  const pixels = await pixelsOf(plot);
  expect(shareOf(pixels, 'red')).toBeGreaterThan(0.2);
  expect(shareOf(pixels, 'blue')).toBeGreaterThan(0.2);
  expect(await studio.lastValue('Accuracy', 'validation')).toBeGreaterThan(0.9);
  expect(await studio.lastValue('Loss', 'training')).toBeLessThan(0.4);

  await page.keyboard.press('Control+e');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Export .* as Keras/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('Dense-classifier.keras');
  const bytes = await readFile(await file.path());
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
  await expect(page.getByText('Checked: it predicts the same')).toBeVisible();
});

test.describe('when its host ends', () => {
  // The page looks for the host that has gone until it is sent to the new one.
  test.use({ expectedErrors: [/ERR_CONNECTION_REFUSED/] });

  test('training pauses, goes on and stops when told to, and is found again after a restart', async ({
    page,
    studio: served,
  }) => {
    const studio = trainingOf(page);
    await studio.openTemplate('MNIST CNN');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => studio.step(), { timeout: 60_000 }).toBeGreaterThan(5);

    await studio.pause.click();
    await expect(studio.progress.getByText('Paused')).toBeVisible();
    const paused = await studio.step();
    await page.waitForTimeout(1000);
    expect(await studio.step()).toBe(paused);
    await studio.resume.click();
    await expect.poll(() => studio.step()).toBeGreaterThan(paused);

    await studio.stop.click();
    await expect(studio.train).toBeVisible();
    const loss = await studio.lastValue('Loss', 'training');
    await studio.tab('Runs').click();
    await expect(page.getByRole('row', { name: /MNIST CNN/ })).toContainText('stopped');

    // The same data folder, another host and another engine.
    served.host.child.kill('SIGINT');
    await served.host.ended;
    const again = startReceptive(['serve', '--port', '0', '--json'], { RECEPTIVE_DATA: served.dataFolder });
    try {
      await page.goto(String((await again.event('listening')).url));
      await studio.tab('Curves').click();
      expect(await studio.lastValue('Loss', 'training')).toBe(loss);
      await studio.tab('Runs').click();
      await page.getByRole('button', { name: 'What to do with MNIST CNN' }).click();
      await page.getByRole('menuitem', { name: 'Open its project' }).click();
      await expect(studio.nodes).toHaveCount(8);
      await page.getByRole('button', { name: 'What to do with MNIST CNN' }).click();
      await page.getByRole('menuitem', { name: 'Look inside its network' }).click();
      await expect(page.getByRole('region', { name: 'Prediction' })).toBeVisible();
    } finally {
      again.child.kill('SIGINT');
      await again.ended;
    }
  });
});

test('an engine that is killed is missed within 2 s; graph and curves stay, and a new one trains', async ({
  page,
  studio: served,
}) => {
  const studio = trainingOf(page);
  await studio.openTemplate('MNIST CNN');
  await studio.train.click();
  await expect.poll(() => studio.step(), { timeout: 60_000 }).toBeGreaterThan(20);
  const loss = await studio.lastValue('Loss', 'training');

  process.kill(served.enginePid(), 'SIGKILL');
  await expect(page.getByRole('alert').getByText('The engine has stopped')).toBeVisible({ timeout: 2000 });
  await expect(page.getByRole('alert')).toContainText('SIGKILL');
  await expect(studio.nodes).toHaveCount(8);
  expect(await studio.lastValue('Loss', 'training')).toBeLessThanOrEqual(loss * 1.5);
  await expect(studio.train).toHaveAttribute('aria-disabled', 'true');

  await studio.newEngine.click();
  await expect(page.getByRole('alert')).toBeHidden();
  await studio.train.click();
  await expect.poll(() => studio.step(), { timeout: 60_000 }).toBeGreaterThan(5);
  await studio.tab('Runs').click();
  await expect(page.getByRole('row', { name: /interrupted/ })).toBeVisible();
});

test('a network with mistakes is not trained: the button says why, and leads to the problems', async ({ page }) => {
  const studio = trainingOf(page);
  await studio.openTemplate('Logistic regression');
  await studio.nodes.first().click();
  await page.keyboard.press('Delete');
  await expect(studio.train).toHaveAttribute('aria-disabled', 'true');
  await studio.train.hover();
  await expect(page.getByRole('tooltip')).toContainText('dense_1: nothing is connected to its input');
  // A click on what is disabled; Playwright would wait.
  await studio.train.click({ force: true });
  await expect(studio.tab('Problems')).toHaveAttribute('aria-selected', 'true');
});

test('a loss that is no number ends the run and says at which step', async ({ page }) => {
  const studio = trainingOf(page);
  await studio.openTemplate('Dense classifier');
  await page.getByRole('combobox', { name: 'Optimizer' }).click();
  await page.getByRole('option', { name: 'SGD' }).click();
  const rate = page.getByRole('textbox', { name: 'Learning rate' });
  await rate.fill('1000');
  await rate.press('Enter');
  await studio.train.click();
  await expect(page.getByRole('alert')).toContainText(/The loss became (NaN|Infinity) at step \d+/, {
    timeout: 60_000,
  });
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(studio.train).toBeEnabled();
});
