import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { makePictureFolder } from '../../support/picture-files';
import { StudioPage } from './studio';
import { trainingOf } from './training';

/** What to do with a view that is on screen, such as looking for faults or taking its picture. */
type Look = (view: string) => Promise<void>;

/** Does an action by its name, with the palette of all commands. */
export async function command(page: Page, label: string): Promise<void> {
  await new StudioPage(page).press('Control+k');
  const search = page.getByRole('dialog', { name: 'All commands' }).getByRole('combobox');
  await search.fill(label);
  await page.getByRole('option', { name: label }).first().click();
}

/** Opens every dialog that needs no run, one after another, over the network that is open. */
async function dialogs(page: Page, look: Look): Promise<void> {
  const editor = new StudioPage(page);
  const labels = [
    'New from template…',
    'Open…',
    'Use your own data…',
    'Export the diagram…',
    'Color…',
    'Find a learning rate…',
    'Keyboard shortcuts',
    'Change the keys…',
    'Convolution playground…',
    'About Receptive',
  ];
  for (const label of labels) {
    await editor.select('conv2d_1');
    await command(page, label);
    await expect(page.getByRole('dialog')).toHaveCount(1);
    await look(`dialog ${label.replace('…', '').toLowerCase()}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
}

/**
 * Goes through all views of the studio, from the empty window to a trained network, and looks at each.
 * @param picturesFolder where a folder of pictures may be made
 */
export async function everyView(page: Page, picturesFolder: string, look: Look): Promise<void> {
  const editor = new StudioPage(page);
  const training = trainingOf(page);
  await editor.ready();
  await look('empty');
  await editor.openTemplate('mnist-cnn');
  await look('network');

  await editor.select('conv2d_1');
  await look('layer');
  await editor.press('Space');
  await expect(page.getByRole('combobox', { name: 'Add a layer…' })).toBeFocused();
  await look('add a layer');
  await page.keyboard.press('Escape');
  await editor.node('conv2d_1').click({ button: 'right', position: { x: 60, y: 12 } });
  await expect(page.getByRole('menu')).toBeVisible();
  await look('menu of a layer');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await look('menu');
  await page.keyboard.press('Escape');
  await editor.press('Control+k');
  await look('all commands');
  await page.keyboard.press('Escape');
  await dialogs(page, look);

  await editor.setParam('dense_2', 'units', '12');
  await editor.openProblems();
  await look('problems');
  await editor.undo();
  for (const tab of ['Summary', 'Code']) {
    await training.tab(tab).click();
    await look(tab.toLowerCase());
  }

  await editor.press('Escape');
  await editor.setNetworkField('epochs', '1');
  await training.tab('Curves').click();
  await training.train.click();
  await training.tab('See inside').click();
  await expect(training.accuracy.getByText('validation').first()).toBeVisible({ timeout: 120_000 });
  await editor.select('conv2d_1');
  await expect(page.getByRole('button', { name: /^Map \d+$/ })).toHaveCount(32);
  await look('trained');
  await training.tab('Runs').click();
  await look('runs');
  await command(page, 'Export the network…');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await look('dialog export');
  await page.keyboard.press('Escape');
  await page.getByLabel('Tick all runs').click();
  await command(page, 'Compare runs…');
  await look('dialog compare runs');
  await page.keyboard.press('Escape');

  await makePictureFolder(picturesFolder, 60, 6);
  await command(page, 'Use your own data…');
  await page.getByRole('dialog').getByLabel('Path').fill(picturesFolder);
  await page.getByRole('dialog').getByRole('button', { name: 'Use it' }).click();
  await page.getByRole('button', { name: 'Look at all of it' }).click();
  const data = page.getByRole('region', { name: 'Data', exact: true });
  await expect(data.locator('figure canvas').first()).toBeVisible({ timeout: 30_000 });
  await look('data');
  await data.getByText('Preprocessing and augmentation').click();
  await expect(data.getByRole('table').locator('canvas').first()).toBeVisible({ timeout: 30_000 });
  await look('augmentation');
  await data.getByRole('button', { name: 'Network' }).click();

  for (const template of ['resnet50', 'u-net', 'vision-transformer', 'class-and-box']) {
    await command(page, 'New from template…');
    await page.getByRole('dialog').locator(`[data-template="${template}"]`).click();
    const ask = page.getByRole('button', { name: /Don.t save|Discard/ });
    if (await ask.isVisible().catch(() => false)) await ask.click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await look(template);
  }
}
