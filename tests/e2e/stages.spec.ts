import type { Page } from 'playwright';
import { expect, test } from './fixtures';
import { violations } from './pages/axe';
import { StudioPage } from './pages/studio';
import { trainingOf } from './pages/training';

const editor = (page: Page) => {
  const list = page.getByRole('list', { name: 'Stages' });
  return {
    fold: page.locator('summary', { hasText: 'Stages' }),
    stages: list.locator(':scope > li'),
    stage: (index: number) => list.locator(':scope > li').nth(index),
    open: (index: number) => list.locator(':scope > li').nth(index).locator('[aria-expanded]').click(),
    async pattern(title: string): Promise<void> {
      await page.getByRole('button', { name: 'Patterns' }).click();
      await page.getByRole('menuitem', { name: new RegExp(`^${title}`) }).click();
    },
    preview: page.getByRole('figure', { name: /^Learning rate over/ }),
  };
};
const lockOf = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`).getByTitle(/^Frozen/);

test.describe('in a small dark window', () => {
  test.use({ colorScheme: 'dark', viewport: { width: 1280, height: 800 } });

  test('stages are made from a pattern, edited, and shown on the canvas', async ({ page }) => {
    const studio = new StudioPage(page);
    await studio.ready();
    await studio.openTemplate('mnist-cnn');
    const stages = editor(page);
    await stages.fold.click();
    await stages.pattern('The head alone');
    await expect(stages.stages).toHaveCount(2);
    await expect(stages.stage(0)).toContainText('trains 1,290 of 225k parameters');
    await expect(stages.preview).toHaveAccessibleName(/Head: 0.001 at every step. All: 0.0001 at every step/);

    await stages.open(0);
    await expect(lockOf(page, 'conv2d_1')).toHaveAttribute('title', 'Frozen in Head');
    await expect(lockOf(page, 'dense_2')).toHaveCount(0);
    await stages.stage(0).getByLabel('conv2d_2').check();
    await expect(lockOf(page, 'conv2d_2')).toHaveCount(0);
    await stages.stage(0).getByRole('textbox', { name: 'Epochs' }).fill('5');
    await expect(stages.stage(0)).toContainText('5 epochs at 0.001');

    await stages.stage(0).getByRole('button', { name: 'Pick on the canvas' }).click();
    await studio.node('dense_1').click();
    await stages.stage(0).getByRole('button', { name: 'Use these' }).click();
    await expect(stages.stage(0).getByLabel('dense_1')).toBeChecked();
    await expect(stages.stage(0).getByLabel('dense_2')).not.toBeChecked();
    await stages.stage(0).getByRole('textbox', { name: 'Learning rate' }).fill('0.002');
    await stages.stage(0).getByRole('button', { name: 'Reset Learning rate to 0.001' }).click();
    await expect(stages.stage(0)).toContainText('5 epochs at 0.001');
    // A tooltip under the pointer lies outside of all landmarks.
    await page.mouse.move(600, 20);
    await expect(page.getByRole('tooltip')).toHaveCount(0);
    expect(await violations(page)).toEqual([]);

    await stages.stage(0).getByRole('button', { name: 'Move down: Head' }).press('Enter');
    await expect(stages.stage(1)).toContainText('Head');
    await page.keyboard.press('Control+z');
    await expect(stages.stage(0)).toContainText('Head');
    await stages.stage(1).getByRole('button', { name: 'Remove: All' }).click();
    await expect(stages.stages).toHaveCount(1);
    await page.keyboard.press('Control+z');
    await expect(stages.stages).toHaveCount(2);

    await studio.select('dense_1');
    await page.keyboard.press('Shift+F');
    await expect(lockOf(page, 'dense_1')).toHaveAttribute('title', /leaves its weights as they are/);
    await expect(studio.node('dense_1')).toHaveAccessibleName(/, frozen/);
  });
});

test('a run goes through its stages, and its curves show where each begins', async ({ page }) => {
  const studio = trainingOf(page);
  await studio.openTemplate('Dense classifier');
  const stages = editor(page);
  await stages.fold.click();
  await stages.pattern('Gradual unfreezing');
  await expect(stages.stages).toHaveCount(4);
  await stages.open(3);
  await stages.stage(3).getByRole('textbox', { name: 'Epochs' }).fill('2');
  await studio.runToEnd();
  await expect(studio.loss.getByText('stage 4')).toBeVisible();
  await expect(studio.loss.getByText('stage 2')).toBeVisible();
});
