import { expect, test } from './fixtures';
import { trainingOf } from './pages/training';

/**
 * Half the loss of a network that knows nothing of ten classes. A new one is still far above it ten steps later; the loss of one
 * batch after another is too uneven to be compared more closely, which the engine's own tests do to 1e-6.
 */
const LEARNED = Math.log(10) / 2;

test('a run that was stopped, and one whose engine was killed, go on from the Runs panel with their curves', async ({
  page,
  studio: served,
}) => {
  const studio = trainingOf(page);
  /** @returns the steps that the list counts for the run */
  const resume = async (state: string): Promise<number> => {
    await studio.tab('Runs').click();
    const row = page.getByRole('row', { name: new RegExp(state) });
    const steps = Number(/([\d,]+) of [\d,]+/.exec((await row.textContent()) ?? '')?.[1]?.replaceAll(',', ''));
    await page.getByRole('button', { name: 'What to do with MNIST CNN' }).click();
    await page.getByRole('menuitem', { name: 'Resume' }).click();
    return steps;
  };
  await studio.openTemplate('MNIST CNN');
  await studio.train.click();
  await expect.poll(() => studio.step(), { timeout: 60_000 }).toBeGreaterThan(80);
  await studio.stop.click();
  await expect(studio.train).toBeVisible();
  expect(await studio.lastValue('Loss', 'training')).toBeLessThan(LEARNED);

  const stopped = await resume('stopped');
  expect(stopped).toBeGreaterThan(80);
  // It does not begin anew: neither its steps nor what it has learned.
  await expect.poll(() => studio.step(), { timeout: 60_000 }).toBeGreaterThan(stopped + 10);
  // The menu opened nothing else.
  await expect(studio.tab('Runs')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('row', { name: /MNIST CNN/ })).toHaveCount(1);
  await studio.tab('Curves').click();
  expect(await studio.lastValue('Loss', 'training')).toBeLessThan(LEARNED);

  await studio.pause.click();
  await expect(studio.progress.getByText('Paused')).toBeVisible();
  const kept = await studio.step();
  await studio.resume.click();
  await expect.poll(() => studio.step()).toBeGreaterThan(kept + 20);
  process.kill(served.enginePid(), 'SIGKILL');
  await expect(page.getByRole('alert').getByText('The engine has stopped')).toBeVisible();
  await studio.newEngine.click();
  await expect(page.getByRole('alert')).toBeHidden();
  await resume('interrupted');
  await expect(studio.pause).toBeEnabled({ timeout: 60_000 });
  await studio.pause.click();
  await expect(studio.progress.getByText('Paused')).toBeVisible();
  // From the pause's checkpoint, which the kill did not touch.
  expect(await studio.step()).toBeGreaterThanOrEqual(kept);
});
