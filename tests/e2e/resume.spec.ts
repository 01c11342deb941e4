import { expect, test } from './fixtures';
import { trainingOf } from './pages/training';

test('a run that was stopped, and one whose engine was killed, go on from the Runs panel with their curves', async ({
  page,
  studio: served,
}) => {
  const studio = trainingOf(page);
  const resume = async (state: string) => {
    await studio.tab('Runs').click();
    await expect(page.getByRole('row', { name: new RegExp(state) })).toHaveCount(1);
    await page.getByRole('button', { name: 'What to do with MNIST CNN' }).click();
    await page.getByRole('menuitem', { name: 'Resume' }).click();
  };
  await studio.openTemplate('MNIST CNN');
  await studio.train.click();
  await expect.poll(() => studio.step(), { timeout: 60_000 }).toBeGreaterThan(40);
  await studio.stop.click();
  await expect(studio.train).toBeVisible();
  const stopped = await studio.step();
  const loss = await studio.lastValue('Loss', 'training');

  await resume('stopped');
  // It does not begin anew: neither its steps nor what it has learned.
  await expect.poll(() => studio.step(), { timeout: 60_000 }).toBeGreaterThan(stopped + 10);
  // The menu opened nothing else.
  await expect(studio.tab('Runs')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('row', { name: /MNIST CNN/ })).toHaveCount(1);
  await studio.tab('Curves').click();
  expect(await studio.lastValue('Loss', 'training')).toBeLessThan(loss * 1.5);

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
  // From the pause's checkpoint, of which no step was lost; and the same studio stops it for good.
  expect(await studio.step()).toBeGreaterThanOrEqual(kept);
  await studio.stop.click();
  await expect(studio.train).toBeVisible();
  await expect(page.getByRole('row', { name: /MNIST CNN/ })).toContainText('stopped');
});
